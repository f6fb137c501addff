using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary>Targets and copies, as they are shown.</summary>
internal static class TargetText
{
    public static void Tell(IReadOnlyList<TargetKindItem> all, bool asJson)
    {
        if (asJson)
        {
            foreach (var each in all)
                JsonLines.Write(each, WireJson.Wire.TargetKindItem);
            return;
        }
        var listing = new Listing(
            new Column("KIND") { IsLead = true },
            new Column("TERM") { IsLead = true },
            new Column("NEEDED"),
            new Column("SECRET"),
            new Column("MEANING")
        );
        foreach (var kind in all)
        foreach (var term in kind.Terms)
            listing.Add(
                kind.Kind,
                term.Term,
                term.Needed ? "yes" : "",
                term.Secret ? "yes" : "",
                term.Meaning
            );
        listing.Write(Screen.Open());
    }

    public static void Tell(IReadOnlyList<TargetItem> all, bool asJson)
    {
        if (asJson)
        {
            foreach (var each in all)
                JsonLines.Write(each, WireJson.Wire.TargetItem);
            return;
        }
        var listing = new Listing(
            new Column("TARGET") { IsLead = true },
            new Column("KIND") { IsLead = true },
            new Column("ACTIVE"),
            new Column("DUE") { IsFigure = true },
            new Column("DONE") { IsFigure = true },
            new Column("FAILING")
        );
        foreach (var each in all)
            listing.Add(
                each.Target,
                each.Kind ?? "",
                !each.Active ? "no"
                    : each.BeforeDelete == true ? "before deletion"
                    : "yes",
                Shown.Quantity($"{each.Due}"),
                Shown.Quantity($"{each.Done}"),
                each.Failing is { } wrong
                    ? $"{wrong.Fault} since {Shown.Instant(wrong.Since)}: {wrong.Why}"
                    : ""
            );
        listing.Write(Screen.Open());
    }

    /// <summary>Tells of a trial.</summary>
    /// <exception cref="ReadRefusedException">It did not go well.</exception>
    public static void Tell(TargetTrialItem trial, bool asJson)
    {
        if (asJson)
            JsonLines.Write(trial, WireJson.Wire.TargetTrialItem);
        else if (trial.Well)
            Console.Out.WriteLine("a copy was made there and deleted again");
        if (!trial.Well)
            throw new ReadRefusedException(
                $"no copy could be made ({trial.Fault}): {trial.Detail}",
                ExitStatus.Failed
            );
    }

    public static void Tell(IReadOnlyList<OffloadItem> all, bool asJson)
    {
        if (asJson)
        {
            foreach (var each in all)
                JsonLines.Write(each, WireJson.Wire.OffloadItem);
            return;
        }
        var listing = new Listing(
            new Column("OBJECT") { IsLead = true },
            new Column("TARGET") { IsLead = true },
            new Column("STATE"),
            new Column("STORED"),
            new Column("NEXT"),
            new Column("WHY")
        );
        foreach (var each in all)
            listing.Add(
                each.Object,
                each.Target,
                each.State,
                Shown.Instant(each.Stored),
                each.Next is { } next ? Shown.Instant(next) : "",
                each.Why ?? ""
            );
        listing.Write(Screen.Open());
    }
}
