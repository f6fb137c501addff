using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>Bytes of a thing that lie in the store, as the ledger knows it, and what is to become of them.</summary>
/// <param name="entry">What was written down as they came.</param>
internal sealed class KeptBytes(BytesStored entry)
{
    /// <summary>Their id in the store.</summary>
    public string Blob => entry.Blob;

    /// <summary>The name of their thing.</summary>
    public string Thing => entry.Thing;

    /// <summary>What kind of content it is.</summary>
    public string Class => entry.Class;

    /// <summary>How many there are.</summary>
    public long Bytes => entry.Bytes;

    /// <summary>Their hash.</summary>
    public string Sha256 => entry.Sha256;

    /// <summary>Their media type; empty for none.</summary>
    public string Media => entry.Media;

    /// <summary>When their thing was stored, as its event says.</summary>
    public Moment Stored => entry.At;

    /// <summary>Whether they are not there, or not as they came.</summary>
    public bool IsLost { get; set; }

    /// <summary>Since when their thing is known to be gone; never while it is there.</summary>
    public Moment Gone { get; set; } = Moment.Never;

    /// <summary>Whether that is written down, so that it outlives this memory.</summary>
    public bool IsNoted { get; set; }

    /// <summary>Whether the account itself deleted their thing; else a rule did, or the end of the contract.</summary>
    public bool IsByAccount { get; set; }

    /// <summary>Whether an end of the contract took their thing that was known in good time.</summary>
    public bool IsForeseen { get; set; }

    /// <summary>Whether they lie on the cold side, as was written down.</summary>
    public bool AreCold { get; set; }

    /// <summary>Whether their thing counts as cold.</summary>
    public bool CountAsCold { get; set; }

    /// <summary>Whether it is written down that they are deleted now: from then on nothing brings them back.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Before when nothing is tried with them again. It is forgotten with the account's place in memory.</summary>
    public Moment Again { get; set; } = Moment.Earliest;

    /// <summary>Why not; null where nothing stands in the way.</summary>
    public string? Hindrance { get; set; }

    /// <summary>Until when it was put off as something failed first; never where nothing did. It is forgotten with the account's place in memory.</summary>
    public Moment FailingSince { get; set; } = Moment.Never;

    /// <summary>How often something failed since it last went well.</summary>
    public int Failed { get; set; }

    /// <summary>The retrievals of them that are written down, while they are brought back and can be read.</summary>
    public List<AskedBytes> Asked { get; } = [];

    /// <summary>What was promised of them and is not written down yet. It is found again by whoever comes after this memory.</summary>
    public List<PromiseFigures> Promised { get; } = [];

    /// <summary>Until when they can be read though they lie cold; earliest where they cannot.</summary>
    public Moment BackUntil { get; set; } = Moment.Earliest;

    /// <summary>Until when a part of an export may be fetched that they are in; earliest for none.</summary>
    public Moment ExportedUntil { get; set; } = Moment.Earliest;

    /// <summary>Until when they stay on the hot side though they count as cold: they are read from there, for an export or by whoever was promised them.</summary>
    public Moment HotUntil => Moment.Max(ExportedUntil, BackUntil);

    /// <summary>Whether a retrieval waits for them.</summary>
    public bool AreAwaited => Asked.Exists(each => each.Ready is null);

    /// <summary>Whether their thing was taken away by a rule, or by an end that nobody could foresee, and they do not leave yet.</summary>
    public bool AreTakenUnasked =>
        Gone != Moment.Never && !IsByAccount && !IsForeseen && !IsLeaving;

    /// <summary>How long they are to be read once they are brought back: no less than was said before, for a provider goes by what it is told last.</summary>
    /// <param name="least">How long at least.</param>
    /// <param name="now">The present.</param>
    public TimeSpan StayAfter(Moment now, TimeSpan least) =>
        BackUntil > now + least ? BackUntil - now : least;

    /// <summary>When something is to be done with them; never where nothing is.</summary>
    /// <param name="delay">How long they stay after their thing is gone.</param>
    public Moment DueAfter(TimeSpan delay) =>
        IsLeaving ? Again
        : Gone != Moment.Never ? Moment.Max(IsNoted ? Gone + delay : Gone, Again)
        : IsLost ? Moment.Never
        : Promised.Count > 0 || AreAwaited ? Again
        : AreCold != CountAsCold ? Moment.Max(CountAsCold ? HotUntil : Again, Again)
        : BackUntil != Moment.Earliest ? Moment.Max(BackUntil, Again)
        : Moment.Never;

    /// <summary>Since when that is due, however often it was put off; never where nothing is, or where it is done at once.</summary>
    /// <param name="delay">How long they stay after their thing is gone.</param>
    public Moment DueSince(TimeSpan delay) =>
        Gone != Moment.Never ? Gone + delay
        : AreAwaited ? Asked.Where(each => each.Ready is null).Min(each => each.At)
        : AreCold == CountAsCold && BackUntil != Moment.Earliest ? BackUntil
        : FailingSince;

    /// <summary>Writes or reads one.</summary>
    public static KeptBytes Exchange(StatePort port, KeptBytes? bytes)
    {
        var read = bytes ?? new KeptBytes(BytesEntry.Exchange<BytesStored>(port, null));
        if (bytes is not null)
            bytes.Write(port);
        read.IsLost = port.Exchange(read.IsLost);
        read.Gone = port.Exchange(read.Gone);
        read.IsNoted = port.Exchange(read.IsNoted);
        read.IsByAccount = port.Exchange(read.IsByAccount);
        read.IsForeseen = port.Exchange(read.IsForeseen);
        read.IsLeaving = port.Exchange(read.IsLeaving);
        read.AreCold = port.Exchange(read.AreCold);
        read.CountAsCold = port.Exchange(read.CountAsCold);
        read.BackUntil = port.Exchange(read.BackUntil);
        read.ExportedUntil = port.Exchange(read.ExportedUntil);
        port.List(read.Asked, AskedBytes.Exchange);
        return read;
    }

    private void Write(StatePort port) => BytesEntry.Exchange(port, entry);
}
