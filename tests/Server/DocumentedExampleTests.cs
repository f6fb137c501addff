using System.Text.RegularExpressions;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>The requests in the documentation, sent one after the other as they stand there.</summary>
public sealed partial class DocumentedExampleTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync() => server = await ServerUnderTest.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Every_request_of_the_page_on_operations_does_what_it_says()
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(Tree.Root(), "docs", "OPERATIONS.md"),
            TestContext.Current.CancellationToken
        );
        var examples = Example().Matches(text);
        examples.Count.ShouldBeGreaterThan(3);
        foreach (Match example in examples)
        {
            var answer = await server.SendAsync(
                new HttpMethod(example.Groups["method"].Value),
                example.Groups["path"].Value,
                ServerUnderTest.AdminKey,
                example.Groups["body"].Value,
                example.Groups["type"].Value
            );
            ((int)answer.Status).ShouldBeInRange(200, 299, $"{example.Value}\n{answer.Body}");
            answer.Body.ShouldNotContain("\"detail\"", customMessage: answer.Body);
        }
    }

    [GeneratedRegex(
        @"```http\n(?<method>[A-Z]+) (?<path>\S+)\nContent-Type: (?<type>\S+)\n\n(?<body>.*?)\n```",
        RegexOptions.Singleline
    )]
    private static partial Regex Example();
}
