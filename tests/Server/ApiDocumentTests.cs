using System.Text.Json;
using Evenhand.Server.Access;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

public sealed class ApiDocumentTests : IAsyncLifetime
{
    private static readonly string Approved = Path.Combine(Tree.Root(), "docs", "openapi.json");

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync() => server = await ServerUnderTest.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_description_is_the_approved_one()
    {
        var made =
            (await server.GetAsync("/openapi.json", key: null))
                .Body.ReplaceLineEndings("\n")
                .TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("EVENHAND_APPROVE") is "1")
            await File.WriteAllTextAsync(Approved, made, TestContext.Current.CancellationToken);
        made.ShouldBe(
            await File.ReadAllTextAsync(Approved, TestContext.Current.CancellationToken),
            "the API has changed: read the difference, then run the test with EVENHAND_APPROVE=1"
        );
    }

    [Fact]
    [Trait("fault", "S2-20")]
    public void Generators_find_names_a_server_and_what_is_needed_and_nothing_of_our_language()
    {
        var text = File.ReadAllText(Approved);
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var names = (
            from path in root.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            select method.Value.GetProperty("operationId").GetString()
        ).ToList();
        names.ShouldBeUnique();
        root.GetProperty("servers").GetArrayLength().ShouldBe(1);
        var schemas = root.GetProperty("components").GetProperty("schemas");
        schemas
            .GetProperty("CloudEvent")
            .GetProperty("required")
            .EnumerateArray()
            .Select(each => each.GetString())
            .ShouldContain("specversion");
        schemas
            .GetProperty("Problem")
            .GetProperty("properties")
            .TryGetProperty("request_id", out _)
            .ShouldBeTrue();
        System
            .Text.RegularExpressions.Regex.IsMatch(
                text,
                @"\b(string|int|bool|decimal)\?? [A-Z]\w+\."
            )
            .ShouldBeFalse();
    }

    [Fact]
    public void The_approved_description_holds_every_route()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Approved));
        var described =
            from path in document.RootElement.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            select $"{method.Name.ToUpperInvariant()} {path.Name}";
        // What describes the others is not described itself, nor are pages and what they are made of.
        var rows = AccessTable
            .Rows.Where(row => !row.BySession)
            .Where(row => !row.Pattern.StartsWith("/console/", StringComparison.Ordinal))
            .Select(row => $"{row.Method} {row.Pattern}")
            .Except([
                "GET /openapi.json",
                "GET /",
                "GET /language/{tag}",
                "GET /portal/open",
                "GET /portal/sign-in",
                "POST /portal/sign-in",
                "GET /portal/sign-in/open",
                "POST /portal/sign-in/open",
                "GET /assets/{name}",
            ]);
        described.ShouldBe(rows, ignoreOrder: true);
    }
}
