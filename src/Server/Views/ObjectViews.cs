using System.Globalization;
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
            Lost = its.IsLost ? true : null,
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
            Objects = its.Objects,
        };

    /// <summary>A number of bytes.</summary>
    public static string Number(long bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}
