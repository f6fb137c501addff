using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Core.Vault;

/// <summary>A thing that is stored, as the vault knows it: also after the purge, while something keeps it.</summary>
/// <param name="name">The symbol of its name.</param>
/// <param name="kept">What is kept of it, in the order of the kind's kept fields.</param>
internal sealed class StoredThing(long name, long[] kept)
{
    /// <summary>The symbol of its name.</summary>
    public long Name { get; } = name;

    /// <summary>What is kept of it.</summary>
    public long[] Kept { get; } = kept;

    /// <summary>When it was stored.</summary>
    public required Moment Stored { get; init; }

    /// <summary>Since when it lies where it does.</summary>
    public required Moment Since { get; set; }

    /// <summary>Whether it is there no more.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether neither it nor a share of it counts for now.</summary>
    public bool IsSetAside { get; set; }

    /// <summary>The clause under which it is in quarantine; null where it is not.</summary>
    public Citation? Quarantine { get; set; }

    /// <summary>Who reported it since it was last let out of quarantine.</summary>
    public List<string> Reporters { get; } = [];

    /// <summary>Its copies at targets, made or to be made.</summary>
    public List<Copy> Copies { get; } = [];

    /// <summary>Whether its deletion by a rule waits for a copy.</summary>
    public bool WaitsForCopy => Copies.Exists(copy => copy is { Waits: true, IsDone: false });

    /// <summary>Writes or reads one.</summary>
    public static StoredThing Exchange(StatePort port, StoredThing? thing)
    {
        var name = port.Exchange(thing?.Name ?? 0);
        var kept = port.Array([.. thing?.Kept ?? []], StatePort.Long);
        var stored = port.Exchange(thing?.Stored ?? default);
        var read = thing ?? new StoredThing(name, [.. kept]) { Stored = stored, Since = default };
        read.Since = port.Exchange(read.Since);
        read.IsSetAside = port.Exchange(read.IsSetAside);
        read.Quarantine = port.Exchange(read.Quarantine is not null)
            ? KeptEffects.OfCitation(port, read.Quarantine)
            : null;
        port.List(read.Reporters, (port, by) => port.Exchange(by));
        port.List(read.Copies, Copy.Exchange);
        return read;
    }
}

/// <summary>A copy of a thing at a target.</summary>
/// <param name="target">The name of the target.</param>
internal sealed class Copy(string target)
{
    /// <summary>The name of the target.</summary>
    public string Target { get; } = target;

    /// <summary>Whether the thing's deletion by a rule waits for it.</summary>
    public bool Waits { get; set; }

    /// <summary>Whether it was made.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether it is to be made no more.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Writes or reads one.</summary>
    public static Copy Exchange(StatePort port, Copy? copy) =>
        new(port.Exchange(copy?.Target))
        {
            Waits = port.Exchange(copy?.Waits ?? false),
            IsDone = port.Exchange(copy?.IsDone ?? false),
            IsDropped = port.Exchange(copy?.IsDropped ?? false),
        };
}
