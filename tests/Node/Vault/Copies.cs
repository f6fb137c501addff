using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Evenhand.Node.Vault;

namespace Evenhand.Tests.Node.Vault;

/// <summary>Copies of a served account's things at targets of its own.</summary>
internal static class Copies
{
    public const string Hidden = "nobody-sees-this";

    private static readonly AccountId Account = new(ServedVault.Account);

    private static readonly Sender Own = new(
        new Key("own", RoleSet.Of(Role.Account), Account, "own", Moment.Earliest, null)
    )
    {
        Acts = true,
    };

    /// <summary>A node whose accounts may have copies made on a shelf.</summary>
    public static Task<ServedVault> AtAsync(
        Shelf shelf,
        Func<Evenhand.Node.Settings.NodeSettings, Evenhand.Node.Settings.NodeSettings>? settings =
            null,
        Func<Evenhand.Ledger.ILedger, Evenhand.Ledger.ILedger>? between = null
    ) =>
        ServedVault.AtAsync(
            "2026-01-05",
            each =>
                (settings ?? (same => same))(
                    each with
                    {
                        Targets = shelf.Opening(),
                        TargetSeal = shelf.Seal,
                    }
                ),
            between
        );

    public static TargetOrder Order(string name = "ours", string kind = "sftp") =>
        new(
            name,
            kind,
            ImmutableSortedDictionary<string, string>.Empty.Add("host", $"{name}.example"),
            ImmutableSortedDictionary<string, string>.Empty.Add("word", Hidden)
        );

    public static async Task<TargetFigures> SetAsync(
        this ServedVault vault,
        TargetOrder? order = null
    )
    {
        var set = await vault.Vault.Targets.SetAsync(Account, order ?? Order(), Own);
        // What is stored in the same instant is not after it.
        vault.Served.Clock.Add(TimeSpan.FromSeconds(1));
        return set;
    }

    public static Task EndAsync(this ServedVault vault, string name = "ours") =>
        vault.Vault.Targets.EndAsync(Account, name, Own);

    public static Task<TargetTrial> TryAsync(this ServedVault vault, string name = "ours") =>
        vault.Vault.Targets.TryAsync(Account, name);

    public static TargetFigures Target(this ServedVault vault, string name = "ours") =>
        vault.Vault.Targets.Find(Account, name);

    /// <summary>How it stands with copies, in words.</summary>
    public static string[] Offloads(this ServedVault vault) =>
        [
            .. vault
                .Vault.Targets.Copies(Account, null, null, null, 100)
                .Items.Select(each => $"{each.Thing} {each.Target} {each.State}"),
        ];

    /// <summary>What of copies waits.</summary>
    public static VaultWait[] CopyWaits(this ServedVault vault) =>
        [.. vault.Served.Node.Waits.Page(null, null, 100).Items.Where(each => each.Job == "copy")];
}
