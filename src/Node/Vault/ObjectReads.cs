using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;
using Evenhand.Wording;

namespace Evenhand.Node.Vault;

/// <summary>The catalogue of what accounts store: what their events say, with what the store has of it.</summary>
internal sealed class ObjectReads(NodeContext context, AccountDirectory accounts)
{
    /// <summary>The kind of thing that an account stores.</summary>
    /// <exception cref="RequestException">There is no such account, it is not open, or its policy stores nothing.</exception>
    public Thing KindOf(AccountId account) =>
        Visit(
            account,
            live =>
                VaultReading.KindOf(live) ?? throw Missing("stored thing: its policy stores none")
        );

    /// <summary>A stored thing; null where nothing is stored under the name.</summary>
    /// <exception cref="RequestException">There is no such account, or it is not open.</exception>
    public StoredObject? Find(AccountId account, string name) =>
        Visit(account, (its, live) => Find(its, live, name));

    /// <summary>A stored thing whose bytes are here and may be fetched, though they may lie cold.</summary>
    /// <exception cref="RequestException">There is none, its bytes are not here, or it is in quarantine.</exception>
    public PlacedObject Need(AccountId account, string name)
    {
        var placed =
            Visit(account, (its, live) => Place(its, live, name))
            ?? throw new RequestException(
                Code.NotFound,
                Language.Key("nothing is stored under this name")
            );
        if (placed.Object.Quarantine is not null)
            throw new RequestException(Code.Unmet, UnmetSentence.Of(Unmet.Quarantined))
            {
                Unmet = Unmet.Quarantined,
            };
        return placed.Blob is not null
            ? placed
            : throw new RequestException(
                Code.NotFound,
                placed.Object.Sha256 is null
                    ? Language.Key("it is counted, and its bytes do not lie here")
                    : Language.Key(
                        "its bytes are not there any more, or not as they came; a check has found that"
                    )
            );
    }

    private PlacedObject? Place(ServedAccount account, LiveAccount live, string name)
    {
        if (VaultReading.Find(live, context.Clock.Now, name) is not { } figures)
            return null;
        var bytes = account.Bytes?.Of(name, figures.Stored);
        return new PlacedObject(
            Of(account, figures),
            bytes is { IsLost: false } ? bytes.Blob : null,
            figures.IsCold
        );
    }

    /// <summary>What an account stores, by name.</summary>
    /// <param name="account">The account.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="after">The name after which the page begins; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="RequestException">There is no such account, or it is not open.</exception>
    public Page<StoredObject> List(AccountId account, ObjectQuery query, string? after, int limit)
    {
        var found = Visit(
            account,
            (its, live) =>
                VaultReading
                    .All(live, context.Clock.Now)
                    .Where(each => after is null || string.CompareOrdinal(each.Name, after) > 0)
                    .Select(each => Of(its, each))
                    .Where(query.Wants)
                    .OrderBy(each => each.Name, StringComparer.Ordinal)
                    .Take(limit + 1)
                    .ToArray()
        );
        return new Page<StoredObject>(
            [.. found.Take(limit)],
            found.Length > limit ? found[limit - 1].Name : null
        );
    }

    /// <summary>An instant of now that comes after all that counts for an account by now.</summary>
    public Moment Present(AccountId account) =>
        Visit(account, live => Moment.Max(context.Clock.Now, live.Present.Next));

    /// <summary>Reads something of an account.</summary>
    /// <exception cref="RequestException">There is no such account, or it is not open.</exception>
    public T Visit<T>(AccountId account, Func<ServedAccount, LiveAccount, T> read) =>
        (
            accounts.Visit(
                account,
                its => its.Live is { } live ? Tuple.Create(read(its, live)) : null
            ) ?? throw new RequestException(Code.UnknownAccount, "there is no such account")
        ).Item1;

    private T Visit<T>(AccountId account, Func<LiveAccount, T> read) =>
        Visit(account, (_, live) => read(live));

    private StoredObject? Find(ServedAccount its, LiveAccount live, string name) =>
        VaultReading.Find(live, context.Clock.Now, name) is { } figures ? Of(its, figures) : null;

    private StoredObject Of(ServedAccount its, StoredFigures figures)
    {
        var now = context.Clock.Now;
        var bytes = its.Bytes?.Of(figures.Name, figures.Stored);
        return new StoredObject(
            its.Name,
            figures.Name,
            figures.Class,
            figures.Tier,
            bytes?.Bytes ?? figures.Size,
            figures.Stored
        )
        {
            Sha256 = bytes?.Sha256,
            Media = bytes?.Media ?? "",
            IsLost = bytes?.IsLost ?? false,
            IsKept = figures.IsKept,
            IsCold = figures.IsCold,
            IsAwaited = bytes?.AreAwaited ?? false,
            PromisedBy = bytes?.Asked.FindLast(each => each.Ready is null)?.PromisedBy,
            BackUntil = bytes is { } back && back.BackUntil > now ? back.BackUntil : null,
            Quarantine = figures.Quarantine,
        };
    }

    private static RequestException Missing(string what) =>
        new(Code.NotFound, $"there is no such {what}");
}
