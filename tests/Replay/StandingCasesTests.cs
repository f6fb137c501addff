using System.Text.Json.Nodes;
using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>What people decide and what follows: the cases on which two implementations that share nothing agree.</summary>
public class StandingCasesTests
{
    private const string Folder = "tests/Cases/standing";

    public static TheoryData<string> Names => [.. AcceptanceCase.NamesIn(Folder)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_replay_comes_to_what_the_case_says(string name)
    {
        var (expected, said) = AcceptanceCase.Replayed(Folder, name);
        AcceptanceCase.Compare(expected, said);
        Compare(
            expected["steps"]!,
            said["step"],
            "time account step to state clause version cases by standing"
        );
        Compare(
            expected["appeals"]!,
            said["appeal"],
            "time account appeal against state outcome by"
        );
        Compare(
            expected["exceptions"]!,
            said["exception"],
            "time account exception clause state by from to amount"
        );
        Compare(expected["case_states"]!, said["case-state"], "time account case state by");
        Compare(expected["unmatched"]!, said["unmatched"], "id why");
    }

    /// <summary>Of expected records only the fields that they list are compared.</summary>
    private static void Compare(JsonNode expected, IEnumerable<JsonNode> said, string fields)
    {
        var listed = expected
            .AsArray()
            .SelectMany(each => each!.AsObject().Select(field => field.Key))
            .ToHashSet();
        var compared = fields
            .Split(' ')
            .Where(field => listed.Count == 0 || listed.Contains(field));
        AcceptanceCase.Same(
            expected,
            said.Select(each => AcceptanceCase.Only(each, [.. compared]))
        );
    }
}
