using Xunit;

namespace Evenhand.Tests.Tidy;

/// <summary>The rules of the house, held against this checkout.</summary>
public sealed class RepositoryTests
{
    private static readonly Lazy<Tree> Repository = new(Tree.OfRepository);

    public static TheoryData<string> RuleNames => [.. Rules.All.Keys];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_repository_keeps_the_rule(string rule)
    {
        var violations = Rules
            .All[rule](Repository.Value)
            .Select(violation => violation.ToString())
            .ToList();
        if (violations.Count > 0)
        {
            Assert.Fail(
                string.Join(
                    '\n',
                    violations.Prepend($"{violations.Count} against the rule \"{rule}\":")
                )
            );
        }
    }
}
