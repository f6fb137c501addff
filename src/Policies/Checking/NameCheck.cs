using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>
/// The names by which a policy is cited: they stand in addresses, in names of files and on statements. Policies that are stored keep
/// the names that they have; this is asked of new ones.
/// </summary>
internal sealed class NameCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    private const int Longest = 64;

    public void Run()
    {
        Look("policy");
        Look("version");
    }

    private void Look(string key)
    {
        if (Policy.FrontMatter.Find<string>(key) is { } name && !IsPlain(name))
            SayOfFront(
                key,
                $"`{name}` cannot be cited in an address or a name of a file",
                $"letters, digits, hyphens, underscores and full stops between them, at most {Longest}"
            );
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= Longest
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_' or '.')
        && !name.Contains("..", StringComparison.Ordinal);
}
