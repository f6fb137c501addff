using System.Globalization;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Vault;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Stored things on the wire.</summary>
internal static class ObjectViews
{
    public static ObjectView Of(StoredObject its) =>
        new()
        {
            Account = its.Account.Text,
            Object = its.Name,
            Class = its.Class,
            Tier = its.Tier,
            Bytes = Number(its.Bytes),
            Stored = Instants.Of(its.Stored),
            Sha256 = its.Sha256,
            MediaType = its.Media.Length > 0 ? its.Media : null,
            Kept = its.IsKept ? true : null,
            Quarantine = its.Quarantine?.Clause.Slug,
            Asked = its.IsAwaited ? true : null,
            PromisedBy = Or(its.PromisedBy),
            BackUntil = its.IsCold ? Or(its.BackUntil) : null,
            Lost = its.IsLost ? true : null,
        };

    public static RetrievalItem Of(ObjectRetrieval its) =>
        new()
        {
            Account = its.Account.Text,
            Object = its.Object,
            Retrieval = its.Retrieval,
            State = its.State,
            Asked = Or(its.Asked),
            PromisedBy = Or(its.PromisedBy),
            Ready = Or(its.Ready),
            Until = Or(its.Until),
        };

    public static ExportItem Of(ExportFigures its) =>
        new()
        {
            Account = its.Account.Text,
            Export = its.Export,
            State = its.State,
            Requested = Instants.Of(its.Requested),
            Things = its.Things,
            Done = its.Done,
            Why = its.Why,
            Parts =
            [
                .. its.Parts.Select(each => new ExportPartItem
                {
                    Part = each.Number,
                    Things = each.Things,
                    Missing = each.Missing,
                    Bytes = Number(each.Bytes),
                    Sha256 = each.Sha256,
                    Until = Instants.Of(each.Until),
                }),
            ],
        };

    public static PurgeItem Of(AccountId account, PurgeFigures its) =>
        new()
        {
            Account = account.Text,
            Number = its.Number,
            Purged = Instants.Of(its.Purged),
            Done = Instants.Of(its.Done),
            Things = its.Things,
            Bytes = Number(its.Bytes),
            Sha256 = its.Sha256,
            Kept = its.Kept,
            Policy = its.Policy,
            Version = its.Version,
            Clause = its.Clause,
        };

    public static RuleItem Of(AccountId account, SetRule its) =>
        new()
        {
            Account = account.Text,
            Rule = its.Rule,
            Class = its.Class,
            After = its.After,
        };

    public static RulePreviewItem Of(RulePreviewQuestion of, RulePreview its) =>
        new()
        {
            Rule = of.Rule,
            Class = of.Class,
            After = of.After,
            Things = its.Things,
            Bytes = its.Size.ToString(CultureInfo.InvariantCulture),
            Oldest = Or(its.Oldest),
            Kept = its.Kept,
        };

    public static VaultFindingView Of(VaultFinding found)
    {
        var isSummary = found.What == "summary";
        return new VaultFindingView
        {
            What = found.What,
            Account = found.Account,
            Object = found.Object,
            Blob = found.Blob,
            Bytes = Number(found.Bytes),
            Done = found.Done,
            Looked = isSummary ? found.Looked : null,
            Found = isSummary ? found.Found : null,
            Unread = isSummary && found.Unread > 0 ? found.Unread : null,
        };
    }

    public static VaultWaitView Of(VaultWait its) =>
        new()
        {
            Account = its.Account.Text,
            Job = its.Job,
            Why = its.Why,
            Things = its.Things,
            Bytes = Number(its.Bytes),
            Since = Instants.Of(its.Since),
            Next = Instants.Of(its.Next),
            Detail = its.Detail,
            Target = its.Target,
            Objects = its.Objects,
        };

    private static DateTimeOffset? Or(Moment? moment) =>
        moment is { } its ? Instants.Of(its) : null;

    /// <summary>A number of bytes.</summary>
    public static string Number(long bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}
