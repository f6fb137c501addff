using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Policies.Language;

/// <summary>Whose fields a value may name. None means that this is not known, for a reason that is reported elsewhere.</summary>
/// <param name="scope">Where the value stands.</param>
public delegate ImmutableArray<Bearer> Bearers(Scope scope);

/// <summary>The ways in which a part says whose fields it speaks of.</summary>
internal static class BearersOf
{
    /// <summary>The event types selected under any of these keys.</summary>
    public static Bearers Acts(params string[] keys) =>
        scope =>
            [
                .. keys.Select(scope.Beside)
                    .OfType<ImmutableArray<Selection>>()
                    .SelectMany(selections => selections)
                    .Select(selection => selection.Type)
                    .Distinct()
                    .Select(type => Bearer.Of(type, scope.Names.Catalogue)),
            ];

    /// <summary>The thing under a key.</summary>
    public static Bearers Thing(string key) =>
        scope => scope.Beside(key) is Thing thing ? [Bearer.Of(thing)] : [];

    /// <summary>The thing of the stock under a key, else of the first stock of the clause.</summary>
    public static Bearers Stock(string key) =>
        scope =>
        {
            var clause = scope.Names.Clause(scope.Report.Clause);
            var meter =
                scope.Beside(key) as MeterName
                ?? (clause is null ? null : scope.Names.FirstMeter(clause.Place));
            return meter?.Thing is { } thing ? [Bearer.Of(thing)] : [];
        };

    /// <summary>Any event type: as one bearer of all the fields that there are.</summary>
    public static ImmutableArray<Bearer> Anything(Scope scope)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, BoundField>();
        foreach (var type in scope.Names.Catalogue.Types)
        foreach (var field in type.Fields)
            fields.TryAdd(field.Name, new BoundField(field, field.Slot, false));
        return [new Bearer("any event type", fields.ToImmutable())];
    }
}
