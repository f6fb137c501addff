using System.Globalization;
using Amazon.S3;
using Evenhand.Stores.S3;

namespace Evenhand.Tests.Stores.S3;

/// <summary>A real server that speaks the protocol of Amazon S3 (s3rver), one for this run; each test has a part of its bucket.</summary>
internal static class S3Server
{
    public const string Bucket = "evenhand";
    public const string Key = "S3RVER";

    private static readonly Lazy<NodeServer> Server = new(() =>
        NodeServer.Start(
            "s3rver",
            """
            import S3rver from 's3rver';
            import { createHash } from 'node:crypto';
            import { createRequire } from 'node:module';
            import { join } from 'node:path';
            import { finished } from 'node:stream/promises';
            // It takes the source of a copy with its slashes alone as they stand; the client writes them as %2F.
            globalThis.decodeURI = decodeURIComponent;
            const server = new S3rver({
              port: 0, address: '127.0.0.1', silent: true, directory: folder, configureBuckets: [{ name: 'evenhand' }],
            });
            // As Amazon does: what is there is put over by nobody who asks for that, and the tag of a thing in parts is made of theirs.
            server.middleware.unshift(async (context, next) => {
              const isNew = context.get('if-none-match') === '*' && ['PUT', 'POST'].includes(context.method);
              const [, bucket, ...key] = decodeURIComponent(context.path).split('/');
              if (isNew && await server.store.existsObject(bucket, key.join('/'))) {
                context.req.resume();
                context.status = 412;
                context.type = 'application/xml';
                context.body = '<Error><Code>PreconditionFailed</Code><Message>it is there</Message></Error>';
                return;
              }
              await next();
            });
            // It answers when all bytes have come, and whoever reads them then may find a file that is not yet written to its end: its answers wait for that.
            const fs = createRequire(createRequire(import.meta.url).resolve('s3rver'))('fs-extra');
            const writing = new Map();
            const open = fs.createWriteStream;
            fs.createWriteStream = path => {
              const file = open(path);
              const end = finished(file);
              end.catch(() => {});
              writing.set(path, end);
              return file;
            };
            const written = (put, pathOf) => async (...about) => {
              const its = await put.apply(server.store, about);
              const path = pathOf(...about);
              await writing.get(path);
              writing.delete(path);
              return its;
            };
            const at = (...place) => server.store.getResourcePath(...place);
            server.store.putObject = written(server.store.putObject, its => at(its.bucket, its.key, 'object'));
            server.store.putPart = written(server.store.putPart, (bucket, upload, number) =>
              join(at(bucket, undefined, 'uploads'), upload, `${number}`));
            const putParts = server.store.putObjectMultipart.bind(server.store);
            server.store.putObjectMultipart = async (bucket, upload, parts) => {
              const its = await putParts(bucket, upload, parts);
              const sum = createHash('md5');
              for (const part of [...parts].sort((a, b) => a.number - b.number)) sum.update(part.etag, 'hex');
              return { ...its, md5: `${sum.digest('hex')}-${parts.length}` };
            };
            const { port } = await server.run();
            console.log(`http://127.0.0.1:${port}/`);
            """
        )
    );

    private static int places;

    public static Uri Address => Server.Value.Address;

    /// <summary>A place of a test's own, with the server's credentials in a file.</summary>
    public static S3Place NewPlace() =>
        new(
            Bucket,
            string.Create(CultureInfo.InvariantCulture, $"of-{Interlocked.Increment(ref places)}/")
        )
        {
            Endpoint = Address,
            IsInPath = true,
            Credentials = Credentials(),
        };

    /// <summary>A file of credentials.</summary>
    public static string Credentials(string key = Key)
    {
        var file = Path.Combine(Path.GetTempPath(), $"evenhand-s3-{Environment.ProcessId}-{key}");
        lock (Server)
            if (!File.Exists(file))
                File.WriteAllText(
                    file,
                    $"[default]\naws_access_key_id = {key}\naws_secret_access_key = {Key}\n"
                );
        return file;
    }

    /// <summary>A client whose requests pass through a handler first.</summary>
    public static IAmazonS3 Through(S3Place place, DelegatingHandler handler)
    {
        var settings = S3Client.SettingsOf(place);
        settings.HttpClientFactory = new Factory(handler);
        return new AmazonS3Client(Key, Key, settings);
    }

    private sealed class Factory(DelegatingHandler handler) : Amazon.Runtime.HttpClientFactory
    {
        public override HttpClient CreateHttpClient(Amazon.Runtime.IClientConfig clientConfig)
        {
            handler.InnerHandler ??= new SocketsHttpHandler();
            return new HttpClient(handler, disposeHandler: false);
        }

        public override bool UseSDKHttpClientCaching(Amazon.Runtime.IClientConfig clientConfig) =>
            false;

        public override bool DisposeHttpClientsAfterUse(
            Amazon.Runtime.IClientConfig clientConfig
        ) => false;
    }
}
