using System.Text.Json.Nodes;
using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>What becomes of stored things: the cases on which two implementations that share nothing agree.</summary>
public class VaultCasesTests
{
    private const string Folder = "tests/Cases/vault";

    public static TheoryData<string> Names => [.. AcceptanceCase.NamesIn(Folder)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_replay_comes_to_what_the_case_says(string name)
    {
        var (expected, said) = AcceptanceCase.Replayed(Folder, name);
        AcceptanceCase.Compare(expected, said);
        Compare(expected, "objects", said["object"], "time account object state clause by");
        Compare(expected, "holds", said["hold"], "time account hold state by");
        Compare(expected, "offloads", said["offload"], "time account object target state");
        Compare(
            expected,
            "retrievals",
            said["retrieval"],
            "time account object retrieval state promised_by"
        );
        Compare(expected, "exports", said["export"], "time account export state objects");
        Compare(expected, "unmatched", said["unmatched"], "id why");
    }

    private static void Compare(
        JsonNode expected,
        string part,
        IEnumerable<JsonNode> said,
        string fields
    )
    {
        if (expected[part] is { } listed)
            AcceptanceCase.Same(
                listed,
                said.Select(each => AcceptanceCase.Only(each, fields.Split(' ')))
            );
    }
}
