using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Stores.Targets;
using Evenhand.Wording;

namespace Evenhand.Node.Vault;

/// <summary>
/// Targets of an account's copies: they are set, with credentials that are told nobody again, tried, activated and taken away. That copies go to one is
/// an act of the account's; how it is reached is not, and stands beside it.
/// </summary>
public sealed class TargetDesk
{
    /// <summary>Targets that one account may have.</summary>
    private const int Most = 16;

    private const int LongestName = 64;
    private const string InNames = "abcdefghijklmnopqrstuvwxyz0123456789-_.";

    private readonly NodeContext context;
    private readonly ObjectReads objects;
    private readonly TargetReads reads;
    private readonly Committer committer;
    private readonly OwnEvents own;
    private readonly CopySteps steps;
    private readonly TargetSeals seals;
    private readonly TargetOpening opening;

    internal TargetDesk(
        NodeContext context,
        ObjectReads objects,
        Committer committer,
        OwnEvents own,
        CopySteps steps,
        TargetSeals seals,
        TargetOpening opening
    )
    {
        (this.context, this.objects, this.committer, this.own) = (context, objects, committer, own);
        (this.steps, this.seals, this.opening) = (steps, seals, opening);
        reads = new TargetReads(context, objects);
    }

    /// <summary>The kinds that an account's policy lists and that can be written to, with what each asks for.</summary>
    /// <exception cref="RequestException">There is no such account, or it is not open.</exception>
    public IReadOnlyList<TargetKind> Kinds(AccountId account) =>
        objects.Visit(
            account,
            (_, live) =>
                (TargetKind[])
                    [
                        .. OffloadReading
                            .Kinds(live, context.Clock.Now)
                            .Select(opening.Find)
                            .OfType<TargetKind>(),
                    ]
        );

    /// <inheritdoc cref="TargetReads.All"/>
    public IReadOnlyList<TargetFigures> All(AccountId account) => reads.All(account);

    /// <summary>A target of an account.</summary>
    /// <exception cref="RequestException">There is none of the name.</exception>
    public TargetFigures Find(AccountId account, string name) =>
        All(account).FirstOrDefault(each => each.Name == name) ?? throw Missing();

    /// <inheritdoc cref="TargetReads.Copies"/>
    public Page<OffloadFigures> Copies(
        AccountId account,
        string? target,
        string? state,
        string? after,
        int limit
    ) => reads.Copies(account, target, state, after, limit);

    /// <summary>Sets a target, in the place of what is under its name, and has copies go there, or no more.</summary>
    /// <exception cref="RequestException">It is not as it has to be, or the account's policy does not list its kind.</exception>
    public async Task<TargetFigures> SetAsync(AccountId account, TargetOrder order, Sender sender)
    {
        Check(account, order);
        var by = DoerOf(sender);
        var entry = new CopyTargetSet(
            order.Name,
            order.Kind,
            order.Settings,
            seals.Seal(account, order.Name, order.Secrets),
            context.Clock.Now,
            by
        );
        await StoreAsync(account, entry, "target.set", by, _ => true);
        await ActivateAsync(account, order, sender);
        return Find(account, order.Name);
    }

    /// <summary>Takes a target away, with its credentials; what is still to be copied there waits until one of its name is set.</summary>
    /// <exception cref="RequestException">There is none of the name.</exception>
    public async Task EndAsync(AccountId account, string name, Sender sender)
    {
        var (by, active) = (DoerOf(sender), reads.Active(account, name));
        if (active is null && reads.Set(account, name) is null)
            throw Missing();
        if (active is not null)
            await DeactivateAsync(account, name, sender);
        await StoreAsync(
            account,
            new CopyTargetEnded(name, context.Clock.Now, by),
            "target.ended",
            by,
            its => its.CopyTargets.Find(name) is not null
        );
    }

    /// <summary>Tries whether copies can be made at a target; where they can, what waits for it is tried at once.</summary>
    /// <exception cref="RequestException">There is none of the name, or nobody said how it is reached.</exception>
    public async Task<TargetTrial> TryAsync(
        AccountId account,
        string name,
        CancellationToken cancel = default
    )
    {
        var set = reads.Set(account, name) ?? throw Missing();
        try
        {
            using var target = opening.Open(set.Kind, seals.Open(account, set));
            await target.TryAsync(cancel);
        }
        catch (TargetException wrong)
        {
            return new TargetTrial($"{wrong.Kind}", wrong.Message);
        }
        await steps.RenewAsync(account, name);
        return new TargetTrial(null, null);
    }

    private void Check(AccountId account, TargetOrder order)
    {
        if (order.Name.Length is 0 or > LongestName || !order.Name.All(InNames.Contains))
            throw Wrong(
                $"a target has a name of 1 to {LongestName} small letters, digits, dashes, dots and underscores",
                "/name"
            );
        if (Kinds(account).FirstOrDefault(each => each.Name == order.Kind) is not { } kind)
            throw opening.Find(order.Kind) is null
                ? Wrong(
                    $"targets are of the kinds {string.Join(", ", opening.Kinds.Select(each => each.Name))}",
                    "/kind"
                )
                : new RequestException(Code.Unmet, UnmetSentence.Of(Unmet.Kind))
                {
                    Unmet = Unmet.Kind,
                };
        var terms = new TargetTerms(order.Settings, order.Secrets);
        if (opening.Objections(kind, terms) is { Count: > 0 } wrong)
            throw Wrong(string.Join("; ", wrong), "/settings");
        var others = objects.Visit(
            account,
            (its, _) => its.CopyTargets.All.Count(each => each.Name != order.Name)
        );
        if (others >= Most)
            throw new RequestException(
                Code.Conflict,
                Language.Key("an account has at most {0} targets"),
                Most
            );
    }

    /// <summary>Has copies go to a target, or no more, where it is otherwise.</summary>
    private async Task ActivateAsync(AccountId account, TargetOrder order, Sender sender)
    {
        var active = reads.Active(account, order.Name);
        if (order.IsActive && active?.IsBeforeDelete == order.IsBeforeDelete)
            return;
        if (active is not null)
            await DeactivateAsync(account, order.Name, sender);
        if (order.IsActive)
            await ActAsync(
                account,
                "offload.activated",
                new()
                {
                    ["target"] = order.Name,
                    ["kind"] = order.Kind,
                    ["before-delete"] = order.IsBeforeDelete,
                },
                sender
            );
    }

    private Task DeactivateAsync(AccountId account, string name, Sender sender) =>
        ActAsync(account, "offload.deactivated", new() { ["target"] = name }, sender);

    private async Task ActAsync(AccountId account, string type, JsonObject data, Sender sender)
    {
        var id = Guid.NewGuid().ToString("N");
        if (await own.SayAsync(account, id, "targets", type, data, sender) is { } wrong)
            throw new RequestException(wrong);
    }

    private Task<bool> StoreAsync(
        AccountId account,
        CopyTargetEntry entry,
        string what,
        Doer by,
        Func<Accounts.ServedAccount, bool> wanted
    ) =>
        committer.StoreAsync(
            new Addition(account, SliceKind.CopyTarget, entry.Written(), entry.At, wanted)
            {
                With = (SliceKind.Audit, VaultCheck.Audited(what, entry.Name, by)),
            }
        );

    private static Doer DoerOf(Sender sender) =>
        sender.Key is { } key ? Doer.Of(key) : Doer.CommandLine;

    private static RequestException Missing() =>
        new(Code.NotFound, Language.Key("there is no such target"));

    private static RequestException Wrong(string what, string pointer) =>
        new(Code.Malformed, what) { Pointer = pointer };
}
