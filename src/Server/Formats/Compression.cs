using System.IO.Compression;
using Evenhand.Server.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenhand.Server.Formats;

/// <summary>
/// What is read comes compressed to whoever accepts it, over TLS as well. Only answers to GET: those that carry a secret, a
/// key's text, are answers to POST, so that no length tells of one. What streams, and what is smaller than a packet, goes as it is.
/// </summary>
internal static class Compression
{
    /// <summary>Marks a route whose answers are never compressed.</summary>
    public static readonly NoCompression None = new();

    /// <summary>Bytes that a packet carries; below it nothing is won.</summary>
    private const int Packet = 1_400;

    private static readonly string[] Types =
    [
        "text/html",
        "text/csv",
        "text/plain",
        "text/markdown",
        Media.Json,
        "application/problem+json",
    ];

    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = Types;
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli =>
            brotli.Level = CompressionLevel.Optimal
        );
        services.Configure<GzipCompressionProviderOptions>(gzip =>
            gzip.Level = CompressionLevel.Optimal
        );
        services.AddSingleton<IResponseCompressionProvider, Reads>();
    }

    public static void Use(IApplicationBuilder app) =>
        app.UseWhen(
            context => HttpMethods.IsGet(context.Request.Method),
            reads => reads.UseResponseCompression()
        );

    internal sealed class NoCompression;

    private sealed class Reads(
        IServiceProvider services,
        IOptions<ResponseCompressionOptions> options
    ) : ResponseCompressionProvider(services, options)
    {
        public override bool ShouldCompressResponse(HttpContext context) =>
            context.Response.ContentLength is not < Packet
            && context.GetEndpoint()?.Metadata.GetMetadata<NoCompression>() is null
            && base.ShouldCompressResponse(context);
    }
}
