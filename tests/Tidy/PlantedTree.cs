using Shouldly;

namespace Evenhand.Tests.Tidy;

/// <summary>Holds a rule against a tree of one planted file.</summary>
internal static class PlantedTree
{
    /// <summary>What the rule says of the file: every violation in a line, or nothing.</summary>
    public static string Findings(
        Func<Tree, IEnumerable<Violation>> rule,
        string path,
        string text
    ) => string.Join('\n', rule(Tree.Of((path, text))));

    public static void ShouldBeTidy(
        Func<Tree, IEnumerable<Violation>> rule,
        string path,
        string text
    ) => Findings(rule, path, text).ShouldBeEmpty();

    /// <summary>The rule finds this line of the file, and nothing else.</summary>
    public static void ShouldBeCaught(
        Func<Tree, IEnumerable<Violation>> rule,
        string path,
        string text,
        int line = 1
    )
    {
        var violation = rule(Tree.Of((path, text))).ShouldHaveSingleItem();
        violation.Path.ShouldBe(path);
        violation.Line.ShouldBe(line);
        violation.What.ShouldNotBeEmpty();
        violation.Remedy.ShouldNotBeEmpty();
    }
}
