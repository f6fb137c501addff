using System.Globalization;
using Evenhand.Runtime.Output;
using Evenhand.Runtime.Serving.Mending;

namespace Evenhand.Cli.Accounts;

/// <summary>What was found of events under a wrong account, in words.</summary>
internal static class MisfiledText
{
    /// <summary>A line for what was found.</summary>
    public static string Line(Misfiled found) =>
        Printable.Line(
            $"{found.Account}: {Events(found)} {SequenceList.Write(found.Sequences)} {Words(found)}"
                + $" (from {Instants.Text(found.First)} to {Instants.Text(found.Last)})"
        );

    private static string Events(Misfiled found) =>
        found.Sequences.Count == 1
            ? "the event of sequence"
            : $"{found.Sequences.Count.ToString("N0", CultureInfo.InvariantCulture)} events of the sequences";

    private static string Words(Misfiled found) =>
        found.Sign switch
        {
            Sign.Mark when found.Belongs.Length == 0 =>
                "were filed under it and belong to an account that the ledger does not know",
            Sign.Mark => $"were filed under it and belong to {found.Belongs}",
            Sign.Repeat =>
                $"stand under {found.Belongs} too, where they came later; they may have been filed wrongly",
            _ =>
                $"are of the source {found.Source}, which otherwise reports for {found.Belongs}; they may have been filed wrongly",
        };
}
