# The product in a container: docker build -t customer-service . (compose.yaml does it by itself).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/CustomerService.Web -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# The verbs backup and restore ask for them.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown $APP_UID /data
USER $APP_UID
ENV Data__Directory=/data Urls=http://0.0.0.0:5000
VOLUME /data
EXPOSE 5000
ENTRYPOINT ["dotnet", "CustomerService.Web.dll"]
