using System.Text;
using Evenhand.Core.Effects;
using Evenhand.Node.Acts;
using Evenhand.Tests.Tidy;
using Evenhand.Wording;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>The page on acts is written from their table.</summary>
public sealed class ActsDocumentTests
{
    private const string Head = """
        # Acts

        What people decide about an account, and what the account says to it. Each act is posted to an address of its own, with a key that
        belongs to a person (or, where it says so, to the account): the server fills in who acts and when. `POST /v1/events` takes none of
        them. An act needs a role that both the person and the key have ([people and keys](OPERATIONS.md#people)).

        An act whose conditions do not hold has no effect and is not stored: 409 `application/problem+json` with the code `unmet`, every
        word of what failed in `unmet`, and in `possible_from` the instant at which it becomes possible if nothing happens but what time
        brings. The same act (`id`) with the same content is answered as the first time; the same `id` with another content is a
        `conflict`. Ids of cases, steps, appeals and requests are unique in an account, which therefore stands in the address; for the acts
        of the account itself its key says which.

        """;

    private static readonly string Document = Path.Combine(Tree.Root(), "docs", "ACTS.md");

    [Fact]
    public async Task The_page_is_written_from_the_table()
    {
        var made = Made();
        if (Environment.GetEnvironmentVariable("EVENHAND_APPROVE") is "1")
            await File.WriteAllTextAsync(Document, made, TestContext.Current.CancellationToken);
        (await File.ReadAllTextAsync(Document, TestContext.Current.CancellationToken)).ShouldBe(
            made,
            "docs/ACTS.md is written from the table: run this test with EVENHAND_APPROVE=1"
        );
    }

    [Fact]
    public void Every_act_has_an_address_of_its_own_and_a_type_of_its_own()
    {
        ActTable.Rows.Select(row => row.Pattern).ShouldBeUnique();
        ActTable.Rows.Select(row => row.Type).ShouldBeUnique();
        ActTable.Rows.ShouldAllBe(row => !row.Roles.IsEmpty && row.Conditions != Unmet.None);
    }

    private static string Made()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        text.Append("\n| act | `POST` | who | may fail | taken back |\n|---|---|---|---|---|\n");
        foreach (var row in ActTable.Rows)
            text.Append(
                    $"| `{row.Type}`: {row.Summary} | `{row.Pattern}` | {(row.IsOfAccount ? "the account" : row.Roles)} | "
                )
                .Append(
                    string.Join(
                        ", ",
                        StandingSentence.Words(row.Conditions).Select(word => $"`{word}`")
                    )
                )
                .Append($" | {(row.CanBeVoided ? "yes" : "no")} |\n");
        text.Append("\n## Conditions\n\n| word | what it says |\n|---|---|\n");
        foreach (
            var each in Enum.GetValues<Unmet>()
                .Where(each => each != Unmet.None)
                .OrderBy(each => each.ToString(), StringComparer.Ordinal)
        )
            text.Append(
                $"| `{StandingSentence.Words(each).Single()}` | {UnmetSentence.Meaning(each)} |\n"
            );
        return text.ToString();
    }
}
