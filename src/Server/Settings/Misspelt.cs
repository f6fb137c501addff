using System.Text.RegularExpressions;
using Evenhand.Notation;

namespace Evenhand.Server.Settings;

/// <summary>
/// Variables of the environment that look like settings and are none. One that is nearly a setting stops the start: whoever wrote it
/// means it to hold. Others are only warned of, because they may belong to something else: Kubernetes gives every container variables named
/// after each service, and a service may well be called evenhand; those are passed over.
/// </summary>
internal static partial class Misspelt
{
    private const string Prefix = "EVENHAND_";

    private static readonly string[] Others =
    [
        SettingTable.FileVariable,
        "EVENHAND_BENCH",
        // With it the command line reads from a server.
        "EVENHAND_KEY",
    ];

    /// <summary>Looks at the names of all variables.</summary>
    /// <param name="variables">Their names.</param>
    /// <param name="problems">Takes those that are nearly a setting.</param>
    /// <param name="warnings">Takes the others.</param>
    public static void Look(
        IEnumerable<string> variables,
        ICollection<string> problems,
        ICollection<string> warnings
    )
    {
        var known = SettingTable.Rows.Select(row => row.Variable).Concat(Others).ToList();
        foreach (var name in variables.Order(StringComparer.Ordinal))
        {
            if (
                !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                || known.Contains(name)
                || OfKubernetes().IsMatch(name)
            )
                continue;
            if (Nearest.To(name, known) is { } near)
                problems.Add($"{name}: there is no such setting; did you mean `{near}`?");
            else
                warnings.Add($"{name}: there is no such setting; it is not looked at");
        }
    }

    [GeneratedRegex(
        @"^EVENHAND(_\w+)?_(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$"
    )]
    private static partial Regex OfKubernetes();
}
