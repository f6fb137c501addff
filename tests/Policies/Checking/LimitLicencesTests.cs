using System.Text;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>A limit answers before the cycle is over, when there is no average of licences yet.</summary>
public sealed class LimitLicencesTests
{
    [Fact]
    public void A_limit_for_the_average_of_licences_is_refused() =>
        Problems("average").ShouldHaveSingleItem().At.Line.ShouldBe(11);

    [Theory]
    [InlineData("now")]
    [InlineData("highest")]
    public void A_limit_for_the_licences_so_far_is_not(string taken) =>
        Problems(taken).ShouldBeEmpty();

    private static IReadOnlyList<Problem> Problems(string taken)
    {
        var problems = new Problems();
        var catalogue = CatalogueReader.Read(
            Source(
                "catalogue.yaml",
                "units: { stamp: stamps }\nevents: { mail.sent: {} }",
                problems
            ),
            problems
        );
        var policy = $$"""
            ---
            policy: harbour
            version: 1
            effective: 2026-01-01
            ---

            ### Mail

            ```yaml rule
            meter: { of: mail.sent, within: cycle, unit: stamp }
            limit: { amount: 3 stamps, for-each: licensed, taken: {{taken}}, gate: warn }
            ```
            """;
        PolicyFile.Check(
            DocumentReader.Read(Source("harbour.md", policy, problems), problems)!,
            catalogue!,
            problems
        );
        return problems.InOrder;
    }

    private static SourceText Source(string file, string text, Problems problems) =>
        SourceText.Decode(file, Encoding.UTF8.GetBytes(text), problems)!;
}
