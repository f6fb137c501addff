using System.Collections.Immutable;
using Evenhand.Import.Files;
using NodaTime;

namespace Evenhand.Import;

/// <summary>
/// A mapping file, read and checked: how the records of a file become events. It knows columns, times and numbers, but no
/// event type and no field: those are words of the map.
/// </summary>
public sealed record ImportMap
{
    internal ImportMap(RowRules rows) => Rows = rows;

    public required string Name { get; init; }

    /// <summary>The events' <c>source</c>; the map's name unless it says otherwise.</summary>
    public required string Source { get; init; }

    /// <summary>Days added to every time, on the calendar of the map's zone, so that whole weeks keep weekday and local hour.</summary>
    public int ShiftDays { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>Whether the map names what a record is known by, without which none can be corrected.</summary>
    public bool HasKey => Rows.Key is not null;

    internal RowRules Rows { get; init; }

    /// <summary>The same map for one account, whatever its rows say.</summary>
    public ImportMap ForAccount(string account) =>
        this with
        {
            Rows = Rows with { Account = new Constant(Reading.Text(account)) },
        };
}

/// <summary>How the file is laid out and what of each row becomes what. Columns and times are referred to by their index here.</summary>
internal sealed record RowRules
{
    public required FileShape Shape { get; init; }
    public required ImmutableArray<ColumnReference> Columns { get; init; }
    public required ImmutableArray<NamedTime> Times { get; init; }
    public required NumberRules Numbers { get; init; }
    public required ImmutableArray<Condition> Skips { get; init; }
    public required int Time { get; init; }
    public required MappedValue Type { get; init; }
    public required MappedValue Account { get; init; }
    public required ImmutableArray<MappedField> Fields { get; init; }

    /// <summary>The list whose items are rows of their own; null: a record is one row.</summary>
    public JsonPath? Each { get; init; }

    /// <summary>What a record is known by; null: by all that it says.</summary>
    public RecordKey? Key { get; init; }

    /// <summary>The column that tells the order of what happens at one instant; null: the order of the file.</summary>
    public int? Sequence { get; init; }

    /// <summary>Rows without a key are named as release 0.1 named them, by their values in the order of the file.</summary>
    public bool InOrderOfFile { get; init; }
}

/// <summary>A field of the event's data and where its value comes from.</summary>
internal sealed record MappedField(string Name, MappedValue Value);
