using System.Reflection;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Tidy;

/// <summary>The list of faults and the tests that show them agree.</summary>
public class FaultsTests
{
    private const string Trait = "fault";

    private static string[] Rows =>
        [
            .. File.ReadLines(RepositoryFile.PathOf("tests/FAULTS.md"))
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Select(line => line.Split('|')[1].Trim())
                .Where(id => id != Trait),
        ];

    private static IEnumerable<string> Shown =>
        typeof(FaultsTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Cast<MemberInfo>().Append(type))
            .SelectMany(member => member.GetCustomAttributes<TraitAttribute>())
            .Where(each => each.Name == Trait)
            .Select(each => each.Value)
            .Distinct();

    [Fact]
    public void Each_fault_is_shown_by_a_test() => Rows.Except(Shown).ShouldBeEmpty();

    [Fact]
    public void Each_test_of_a_fault_names_one_that_is_told() => Shown.Except(Rows).ShouldBeEmpty();

    [Fact]
    public void No_fault_is_told_twice() => Rows.ShouldBeUnique();
}
