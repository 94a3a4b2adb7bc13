// The official service models, as data: read where they are at hand, beside the project.
import { existsSync, readFileSync } from "node:fs";

export interface ModelMember {
  readonly shape: string;
  readonly location?: "querystring" | "uri";
  readonly locationName?: string;
  readonly idempotencyToken?: boolean;
}

export interface ModelShape {
  readonly type: "string" | "integer" | "boolean" | "timestamp" | "list" | "map" | "structure";
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly member?: ModelMember;
  readonly key?: ModelMember;
  readonly value?: ModelMember;
  readonly members?: Readonly<Record<string, ModelMember>>;
  readonly required?: readonly string[];
  readonly union?: boolean;
  readonly exception?: boolean;
  readonly error?: { readonly httpStatusCode: number };
}

export interface ModelOperation {
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly input: { readonly shape: string };
  readonly output: { readonly shape: string };
  readonly errors: readonly { readonly shape: string }[];
  readonly idempotent?: boolean;
}

export interface ModelPagination {
  readonly input_token: string;
  readonly output_token: string;
  readonly limit_key?: string;
  readonly result_key: string;
}

export interface OfficialModel {
  readonly metadata: {
    readonly protocol: "rest-json" | "json";
    readonly signingName: string;
    readonly targetPrefix?: string;
  };
  readonly operations: Readonly<Record<string, ModelOperation>>;
  readonly shapes: Readonly<Record<string, ModelShape>>;
  readonly pagination: Readonly<Record<string, ModelPagination>>;
}

const folder = new URL("../../../shared/models/", import.meta.url);

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8"));

/** @returns `undefined` where the models are not at hand */
export const officialModel = (name: string): OfficialModel | undefined => {
  if (!existsSync(new URL(`${name}.service.json`, folder))) return undefined;
  const service = read(`${name}.service.json`) as Omit<OfficialModel, "pagination">;
  const { pagination } = read(`${name}.paginators-1.json`) as Pick<OfficialModel, "pagination">;
  return { ...service, pagination };
};
