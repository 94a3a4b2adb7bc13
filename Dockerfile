# A small image that runs as nobody in particular. Node strips the types itself, so there is nothing to build.
FROM node:26-alpine AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:26-alpine
WORKDIR /app
ENV NODE_ENV=production TOCSIN_HOST=0.0.0.0 TOCSIN_DATA_DIR=/data
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY bin bin
COPY src src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 9110
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9110/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/tocsin.js"]
CMD ["serve"]
