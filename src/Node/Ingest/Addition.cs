using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Refusals;

namespace Evenhand.Node.Ingest;

/// <summary>A record other than an event that waits to be stored.</summary>
/// <param name="account">The account; empty for the shared stream.</param>
/// <param name="kind">What the record is.</param>
/// <param name="payload">The record.</param>
/// <param name="time">Its time.</param>
/// <param name="wanted">Asked as it is stored: whether it is still wanted; null for yes.</param>
internal sealed class Addition(
    AccountId account,
    SliceKind kind,
    byte[] payload,
    Moment time,
    Func<ServedAccount, bool>? wanted = null
) : Job
{
    private readonly TaskCompletionSource<bool> done = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>A record of the shared stream.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="payload">It.</param>
    /// <param name="time">Its time.</param>
    /// <param name="fits">Asked as it is stored: whether it still fits.</param>
    public static Addition Shared(SliceKind kind, byte[] payload, Moment time, Func<bool> fits) =>
        new(AccountId.None, kind, payload, time, _ => fits());

    /// <summary>The account; empty for the shared stream.</summary>
    public AccountId Account => account;

    /// <summary>What the record is.</summary>
    public SliceKind Kind => kind;

    /// <summary>The record.</summary>
    public byte[] Payload => payload;

    /// <summary>A record that belongs to it and is stored in the same commit, right after it; null for none.</summary>
    public (SliceKind Kind, byte[] Payload)? With { get; init; }

    /// <summary>Its time.</summary>
    public Moment Time => time;

    /// <summary>Ends when it is stored; false where it was no longer wanted.</summary>
    public Task<bool> Done => done.Task;

    /// <summary>Why its account does not take it; null where it does.</summary>
    public Fault? Refusal { get; set; }

    /// <summary>Whether it is still wanted, as its account said.</summary>
    public bool IsWanted { get; private set; }

    /// <inheritdoc/>
    public override int Bytes => payload.Length + (With?.Payload.Length ?? 0);

    /// <inheritdoc/>
    public override int Records => With is null ? 1 : 2;

    /// <inheritdoc/>
    public override void Begin()
    {
        base.Begin();
        (Refusal, IsWanted) = (null, false);
    }

    /// <summary>Asks whether it is still wanted. In the account's turn.</summary>
    public bool Ask(ServedAccount now) => IsWanted = wanted is null || wanted(now);

    /// <summary>Has it wait until its account is ready.</summary>
    public void Wait(Door door) => WaitFor(door);

    /// <summary>It was stored, or is not wanted any more, or its account does not take it.</summary>
    public void Complete()
    {
        if (Refusal is { } fault)
            done.TrySetException(new RequestException(fault));
        else
            done.TrySetResult(IsWanted);
    }

    /// <inheritdoc/>
    public override void Fail(Exception why) => done.TrySetException(why);
}
