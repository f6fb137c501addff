using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>The cases that the policies were accepted by: a stream each, and what it has to come to.</summary>
public class AcceptanceCasesTests
{
    private const string Folder = "tests/Cases";

    public static TheoryData<string> Names => [.. AcceptanceCase.NamesIn(Folder)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_replay_comes_to_what_the_case_says(string name)
    {
        var (expected, said) = AcceptanceCase.Replayed(Folder, name);
        AcceptanceCase.Compare(expected, said);
    }
}
