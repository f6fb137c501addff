using System.IO.Hashing;
using System.Text;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Tests.Node;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>
/// The number of the fold stands beside what the fold makes of the acceptance cases: whoever changes what is stated raises
/// it, so that what was stated before can be told from what is stated since.
/// </summary>
public class ReleaseFoldTests
{
    private static readonly string Frozen = RepositoryFile.PathOf(
        "tests/Core/Replaying/ReleaseFold.approved.txt"
    );

    [Fact]
    public void What_the_cases_are_stated_as_changes_only_with_the_number_of_the_fold()
    {
        var lines = File.ReadAllLines(Frozen);
        var told = $"{ReleaseFold.Number} {Digest():x16}";
        lines[^1]
            .ShouldBe(
                told,
                "the cases are stated otherwise than before: raise ReleaseFold.Number and append a line; where only a case or a policy was added, change the last line"
            );
        lines
            .Select(line => int.Parse(line.Split(' ')[0]))
            .ShouldBe(Enumerable.Range(1, lines.Length));
    }

    private static ulong Digest()
    {
        var hash = new XxHash3();
        foreach (var name in AcceptanceCasesTests.Names)
        foreach (
            var statement in Replays
                .Of(ServedCase.Lines(name.Data), null)
                .Effects.OfType<Statement>()
        )
        {
            Add(
                hash,
                $"{statement.Account} {statement.From.Ticks} {statement.Time.Ticks} {statement.Currency}"
            );
            foreach (var line in statement.Lines)
                Add(
                    hash,
                    $"{line.Clause} {line.Version} {line.Quantity} {line.Included} {line.Billable} {line.UnitPrice} {line.Amount} {line.Status}"
                );
        }
        return hash.GetCurrentHashAsUInt64();
    }

    private static void Add(XxHash3 hash, string text) => hash.Append(Encoding.UTF8.GetBytes(text));
}
