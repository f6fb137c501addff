using System.Collections.Immutable;
using Evenhand.Core.Time;

namespace Evenhand.Node.People;

/// <summary>How a person signs in, as the shared stream tells of it.</summary>
public sealed record SignInState
{
    /// <summary>A person who has no password.</summary>
    public static readonly SignInState Nothing = new();

    /// <summary>The slow hash of its password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>What it shows beside that; null for nothing.</summary>
    public SecondFactor? Second { get; init; }

    /// <summary>What a provider calls it; null where it is known by none.</summary>
    public LinkedSubject? Subject { get; init; }

    /// <summary>Its passkeys, in the order in which they were added.</summary>
    public ImmutableArray<Passkey> Passkeys { get; init; } = [];

    /// <summary>How often its sessions and links were ended: one that was begun before the latest is over.</summary>
    public int Ended { get; init; }

    /// <summary>Until when nobody signs in by a password.</summary>
    public Moment LockedUntil { get; init; } = Moment.Earliest;

    /// <summary>Until when no code that is shown as its second factor is looked at.</summary>
    public Moment CodesShutUntil { get; init; } = Moment.Earliest;

    /// <summary>All sessions and links until now are over.</summary>
    internal SignInState End() => this with { Ended = Ended + 1 };

    /// <summary>Its passkeys without one.</summary>
    internal ImmutableArray<Passkey> Without(string credential) =>
        Passkeys.RemoveAll(each => each.Credential == credential);

    /// <summary>A passkey was shown, for the so manieth time.</summary>
    internal SignInState Used(string credential, uint count) =>
        this with
        {
            Passkeys =
            [
                .. Passkeys.Select(each =>
                    each.Credential == credential ? each with { Count = count } : each
                ),
            ],
        };

    /// <summary>A code was shown, of an app or to recover; each is good once.</summary>
    internal SignInState Shown(long step = 0, string? code = null) =>
        Second is not { } before
            ? this
            : this with
            {
                Second = before with
                {
                    LastStep = Math.Max(before.LastStep, step),
                    Recovery = code is null ? before.Recovery : before.Recovery.Remove(code),
                },
            };
}
