using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Stores;
using Evenhand.Wording;

namespace Evenhand.Node.Vault;

/// <summary>Bulk exports: they are asked for, one sees how far they are, and their parts are read.</summary>
public sealed class ExportDesk
{
    private static readonly SliceKinds OfExports = SliceKinds.Of(SliceKind.Export);

    private readonly NodeContext context;
    private readonly ObjectReads objects;
    private readonly StoredEvents events;
    private readonly Committer committer;
    private readonly IStore store;

    internal ExportDesk(
        NodeContext context,
        ObjectReads objects,
        StoredEvents events,
        Committer committer,
        IStore store
    ) =>
        (this.context, this.objects, this.events, this.committer, this.store) = (
            context,
            objects,
            events,
            committer,
            store
        );

    /// <summary>Asks for an export, in the account's name; under an id that is known it is as once.</summary>
    /// <param name="account">The account.</param>
    /// <param name="id">Its id.</param>
    /// <param name="key">Who asks.</param>
    /// <exception cref="RequestException">Its policy has none, or it may not be asked for now.</exception>
    public async Task<ExportFigures> AskAsync(AccountId account, string id, Key key)
    {
        if (All(account).FirstOrDefault(each => each.Export == id) is { } there)
            return there;
        var type = objects.Visit(account, (_, live) => Tuple.Create(ExportReading.TypeOf(live)));
        var batch = events.Named(type.Item1 ?? throw Refused(Unmet.Kind), account, id, key);
        Record.FillTime(batch.Records, 0, objects.Present(account));
        var outcome = await committer.StoreAsync(batch);
        if (outcome.Rejected is [var refused, ..])
            throw new RequestException(refused);
        return All(account).FirstOrDefault(each => each.Export == id) ?? throw Refused(Unmet.Time);
    }

    /// <summary>Whether the account's policy has exports.</summary>
    /// <exception cref="RequestException">There is no such account, or it is not open.</exception>
    public bool MayAsk(AccountId account) =>
        objects.Visit(account, (_, live) => ExportReading.TypeOf(live) is not null);

    /// <summary>The exports of an account, in the order in which they were asked for.</summary>
    /// <exception cref="RequestException">There is no such account, or it is not open.</exception>
    public IReadOnlyList<ExportFigures> All(AccountId account) =>
        objects.Visit(
            account,
            (its, live) =>
                (ExportFigures[])
                    [.. ExportReading.All(live, context.Clock.Now).Select(asked => Of(its, asked))]
        );

    /// <summary>Opens a part, to be read from any place.</summary>
    /// <param name="account">The account.</param>
    /// <param name="export">The id of the export; null for the last one that was asked for.</param>
    /// <param name="number">Which part, from 1.</param>
    /// <exception cref="RequestException">There is none, none any more, or something in it is in quarantine.</exception>
    public async Task<(ExportPartFigures Part, Stream Bytes)> OpenAsync(
        AccountId account,
        string? export,
        int number
    )
    {
        var all = All(account);
        var of =
            export is not null ? all.FirstOrDefault(each => each.Export == export)
            : all is [.., var last] ? last
            : null;
        if (of?.Parts.FirstOrDefault(each => each.Number == number) is not { } figures)
            throw new RequestException(Code.NotFound, Language.Key("there is no such part yet"));
        if (figures.Until <= context.Clock.Now)
            throw new RequestException(
                Code.NotFound,
                Language.Key("the part could be fetched for a while, and that is over")
            );
        var part = await ReadAsync(account, of.Export, number);
        var isAside = objects.Visit(
            account,
            (_, live) =>
                part.Things.Any(each =>
                    VaultReading.Find(live, context.Clock.Now, each.Name)
                        is { Quarantine: not null }
                )
        );
        if (isAside)
            throw Refused(Unmet.Quarantined);
        return (figures, ExportArchive.Open(part.Things, part.Missing, store));
    }

    private async Task<ExportPart> ReadAsync(AccountId account, string export, int number)
    {
        await foreach (var slice in context.Ledger.ReadAsync(StreamName.Of(account), 0, OfExports))
            if (
                ExportEntry.Read(slice.Payload) is ExportPart part
                && part.Export == export
                && part.Number == number
            )
                return part;
        throw new RequestException(Code.NotFound, Language.Key("there is no such part"));
    }

    private ExportFigures Of(ServedAccount account, AskedExport asked)
    {
        var now = context.Clock.Now;
        var book = account.Bytes?.Exports;
        var made = book?.Of(asked.Id);
        ExportPartFigures[] parts =
        [
            .. (made?.Parts ?? []).Select(each => new ExportPartFigures(
                each.Number,
                each.Things,
                each.Missing,
                each.Length,
                each.Sha256,
                each.Until
            )),
        ];
        var isMade = asked.IsReady || made?.IsMade == true;
        return new ExportFigures(
            account.Name,
            asked.Id,
            !isMade ? "making"
                : parts.Length > 0 && parts.All(each => each.Until <= now) ? "over"
                : "ready",
            asked.Requested,
            asked.Things,
            parts
        )
        {
            Why = isMade ? null : book?.Wait.Why,
        };
    }

    private static RequestException Refused(Unmet unmet) =>
        new(Code.Unmet, UnmetSentence.Of(unmet)) { Unmet = unmet };
}

/// <summary>A bulk export as it stands.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Export">Its id.</param>
/// <param name="State"><c>making</c>, <c>ready</c>, or <c>over</c> once none of its parts can be fetched any more.</param>
/// <param name="Requested">When it was asked for.</param>
/// <param name="Things">How many things stand in its list.</param>
/// <param name="Parts">The parts that are made, in order.</param>
public sealed record ExportFigures(
    AccountId Account,
    string Export,
    string State,
    Moment Requested,
    int Things,
    IReadOnlyList<ExportPartFigures> Parts
)
{
    /// <summary>Why the next part waits; null where nothing stands in the way.</summary>
    public string? Why { get; init; }

    /// <summary>How many things of the list the parts cover, those that are missing too.</summary>
    public int Done => Parts.Sum(each => each.Things + each.Missing);
}

/// <summary>A part of an export.</summary>
/// <param name="Number">Which it is, from 1.</param>
/// <param name="Things">How many things are in it.</param>
/// <param name="Missing">How many should be and are not; its list says why.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Sha256">Its SHA-256, hexadecimal.</param>
/// <param name="Until">Until when it can be fetched.</param>
public sealed record ExportPartFigures(
    int Number,
    int Things,
    int Missing,
    long Bytes,
    string Sha256,
    Moment Until
);
