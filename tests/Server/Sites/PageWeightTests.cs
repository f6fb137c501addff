using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Evenhand.Pages;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites;

/// <summary>What a browser fetches for a page.</summary>
public sealed partial class PageWeightTests : IAsyncLifetime
{
    /// <summary>For a page with all that it refers to, as they travel.</summary>
    private const int MostBytes = 40 * 1024;

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("own");
        await cast.CaseAsync("own");
        for (var each = 0; each < 120; each++)
            await cast.SendAsync("own", "api.called", """{"count":700,"operation":"read"}""");
        await cast.UntilAsync("2026-02-06");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Theory]
    [InlineData(PagesFor.Portal)]
    [InlineData(PagesFor.Console)]
    public async Task No_page_is_heavier_than_forty_kilobytes_on_its_way(PagesFor whom)
    {
        var link =
            whom == PagesFor.Portal
                ? cast.Server.Server.PortalLink("own")
                : cast.Server.Server.ConsoleLink("ann");
        var visitor = await Visitor.WithAsync(cast.Server, link);
        var seen = 0;
        foreach (
            var row in AccessTable.Rows.Where(row =>
                row.Pages == whom
                && row.Method == "GET"
                && !row.Pattern.EndsWith("json")
                && !row.Pattern.EndsWith(".csv")
                && !row.Pattern.EndsWith(PageActs.Changes)
            )
        )
        {
            var page = await visitor.OpenAsync(
                await PageSample.OfAsync(cast.Server, Filled(row.Pattern))
            );
            if (page.Status != System.Net.HttpStatusCode.OK)
                continue;
            seen++;
            var files = File().Matches(page.Body).Select(file => Asset.Find(file.Groups[1].Value)!);
            files.ShouldContain(Asset.Looks, row.Pattern);
            (
                files.Distinct().Sum(file => Packed(file.Content.Span))
                + Packed(Encoding.UTF8.GetBytes(page.Body))
            ).ShouldBeLessThan(MostBytes, row.Pattern);
        }
        seen.ShouldBeGreaterThan(5);
    }

    private static string Filled(string pattern) =>
        pattern
            .Replace("{clause}", "api-calls")
            .Replace("{cycle}", "2026-01-01")
            .Replace("{account}", "own")
            .Replace("{case}", "api-calls%402026-01-01");

    [GeneratedRegex("/assets/([^?\"]+)")]
    private static partial Regex File();

    private static int Packed(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return (int)packed.Length;
    }
}
