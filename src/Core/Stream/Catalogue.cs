using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Evenhand.Core.Stream;

/// <summary>
/// The event types, things, add-ons and units that policies speak of. It stands beside the policies, so that
/// a new trade needs no code; only <see cref="BuiltIns"/>, what every account has, is known here.
/// </summary>
public sealed class Catalogue
{
    private readonly FrozenDictionary<string, EventType> typesByName;
    private readonly Symbols names = new();

    /// <summary>Makes a catalogue; the built-in types come first in <paramref name="types"/>.</summary>
    public Catalogue(
        ImmutableArray<EventType> types,
        ImmutableArray<Thing> things,
        ImmutableArray<AddOn> addOns,
        ImmutableArray<Unit> units
    )
    {
        Types = types;
        Things = things;
        AddOns = addOns;
        Units = units;
        typesByName = types.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        foreach (var type in types)
            names.Intern(type.Name);
    }

    /// <summary>All types by index.</summary>
    public ImmutableArray<EventType> Types { get; }

    /// <summary>All things by index.</summary>
    public ImmutableArray<Thing> Things { get; }

    /// <summary>All add-ons by index.</summary>
    public ImmutableArray<AddOn> AddOns { get; }

    /// <summary>The standard units and the catalogue's own.</summary>
    public ImmutableArray<Unit> Units { get; }

    /// <summary>The type of that name in UTF-8, or null; safe to ask from many threads.</summary>
    public EventType? Type(ReadOnlySpan<byte> name) =>
        names.Find(name) is var number and > 0 ? Types[number - 1] : null;

    /// <summary>The type of that name, or null.</summary>
    public EventType? Type(string name) => typesByName.GetValueOrDefault(name);

    /// <summary>The add-on of that name, or null.</summary>
    public AddOn? AddOn(string name) => AddOns.FirstOrDefault(addOn => addOn.Name == name);

    /// <summary>The unit of that singular or plural name, or null.</summary>
    public Unit? Unit(string name) =>
        Units.FirstOrDefault(unit => unit.Name == name || unit.Plural == name);
}
