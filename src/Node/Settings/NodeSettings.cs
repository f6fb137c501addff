using Evenhand.Node.Outbox;
using Evenhand.Node.Sending;
using Evenhand.Stores;
using Evenhand.Stores.Targets;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;

namespace Evenhand.Node.Settings;

/// <summary>What may be set of a node. Every queue and every memory has a bound.</summary>
public sealed record NodeSettings
{
    /// <summary>The folder of policies and their catalogue.</summary>
    public required string Policies { get; init; }

    /// <summary>The folder where what is turned away is kept for a week, without its content; null: nowhere.</summary>
    public string? Rejections { get; init; }

    /// <summary>Who passes on what accounts are told; each has a name of its own.</summary>
    public IReadOnlyList<Consumer> Consumers { get; init; } = [];

    /// <summary>How what accounts are told goes out; null: it does not.</summary>
    public SendingSettings? Sending { get; init; }

    /// <summary>Where stored bytes lie; null: nowhere, and none are taken.</summary>
    public IStore? Store { get; init; }

    /// <summary>Opens the targets to which accounts have copies made; null: none are made.</summary>
    public TargetOpening? Targets { get; init; }

    /// <summary>What seals the credentials of targets, by keys that lie outside the ledger.</summary>
    public IDataProtector? TargetSeal { get; init; }

    /// <summary>How long bytes stay in the store after their thing is gone: what comes late may bring it back, or keep it.</summary>
    public Duration RemovalDelay { get; init; } = Duration.FromHours(24);

    /// <summary>What share of an account's stored things may leave within a day without a person being asked, in percent; 100 for all.</summary>
    public int MostRemoved { get; init; } = 25;

    /// <summary>What the store's provider takes; null where nobody said.</summary>
    public StorePrice? StorePrice { get; init; }

    /// <summary>Bytes of things that a part of an export has at most, unless one thing alone has more.</summary>
    public long ExportPart { get; init; } = 1L << 30;

    /// <summary>How long after its end, and after the last arrival for it, a cycle is stated.</summary>
    public Duration Grace { get; init; } = Duration.FromDays(3);

    /// <summary>How long after its end a cycle is stated at the latest, whatever still arrives for it; not less than the grace.</summary>
    public Duration MostGrace { get; init; } = Duration.FromDays(10);

    /// <summary>For how long at least a repeat is recognised at the door; statements drop repeats for ever.</summary>
    public Duration Repeats { get; init; } = Duration.FromDays(40);

    /// <summary>How far ahead of the clock an event may be to count at once; a later one waits for its time.</summary>
    public Duration Ahead { get; init; } = Duration.FromSeconds(5);

    /// <summary>How long an account stays in memory that nobody asks about.</summary>
    public Duration Idle { get; init; } = Duration.FromMinutes(10);

    /// <summary>Bytes of parsed events that may wait for the ledger; what comes then is turned away.</summary>
    public int MostWaitingBytes { get; init; } = 64 << 20;

    /// <summary>Events of one body at most.</summary>
    public int MostInBody { get; init; } = 100_000;

    /// <summary>Records of one commit at most.</summary>
    public int MostInCommit { get; init; } = 32_768;

    /// <summary>Accounts in memory before the least used leave it.</summary>
    public int MostAccounts { get; init; } = 200_000;

    /// <summary>
    /// Bytes of one account's stored events that one fold holds at a time, about; what is more is folded window by window
    /// of time. Nothing but the disk bounds an account's life.
    /// </summary>
    public long MostInWindow { get; init; } = 4 << 20;

    /// <summary>Records of an account from which on checkpoints of it are kept; a shorter life is folded as soon.</summary>
    public long LeastKept { get; init; } = 1_000;

    /// <summary>How long events wait for an account that is brought from the ledger; then they are refused for a while.</summary>
    public Duration LongestWait { get; init; } = Duration.FromSeconds(10);

    /// <summary>Reservations that one account may hold at once.</summary>
    public int MostHolds { get; init; } = 10_000;

    /// <summary>How long a reservation may be held at most.</summary>
    public Duration LongestHold { get; init; } = Duration.FromHours(24);
}
