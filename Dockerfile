# Builds the server and runs it as a user of its own. The data folder is a volume; policies may be mounted over /app/policies.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src src
RUN dotnet publish src/Cli --configuration Release --output /app --property:NuGetAudit=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
COPY policies /app/policies
RUN mkdir /data && chown app:app /data
USER app
VOLUME /data
# Collections beside the requests instead of between them, and profiles of what is hot.
ENV DOTNET_gcConcurrent=1 DOTNET_GCgen0size=0x8000000 DOTNET_TieredPGO=1 \
    EVENHAND_DATA=/data \
    EVENHAND_POLICIES=/app/policies \
    EVENHAND_URLS=http://0.0.0.0:8080 \
    EVENHAND_LOG_FORMAT=json
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/evenhand.dll"]
CMD ["serve"]
