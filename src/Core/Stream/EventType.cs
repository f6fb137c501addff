using System.Collections.Immutable;

namespace Evenhand.Core.Stream;

/// <summary>What the value of a field is, and so how it is read and stored.</summary>
public enum FieldKind
{
    /// <summary>A name or identifier; stored as a symbol of its account.</summary>
    Text,

    /// <summary>One of a closed list; stored as its place in the list.</summary>
    Choice,

    /// <summary>True or false; stored as 1 or 0.</summary>
    Flag,

    /// <summary>A non-negative number of a unit; stored in whole base units.</summary>
    Quantity,

    /// <summary>A non-negative sum of money; stored as an exact decimal.</summary>
    Money,

    /// <summary>An ISO 4217 code; stored as a symbol.</summary>
    Currency,

    /// <summary>An RFC 3339 instant; stored as ticks since the Unix epoch.</summary>
    Time,

    /// <summary>Text of a message; only its shape (encoding and widths of characters) is stored.</summary>
    Message,

    /// <summary>A list of texts, none of them blank or with a line break; stored as a symbol, a line each.</summary>
    Texts,

    /// <summary>An object whose members are fields of their own, named after it with a dot; nothing is stored of itself.</summary>
    Members,
}

/// <summary>A declared field of an event type.</summary>
/// <param name="Slot">Its place among the fields of its type, from 0.</param>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Unit">For a quantity, the unit that the wire uses; else null.</param>
/// <param name="Choices">For a choice, the values that exist, in order; else empty.</param>
/// <param name="Default">The stored value where the field is absent; null when there is none.</param>
/// <param name="Required">Whether a rule that reads the field must reject an event without it.</param>
public sealed record Field(
    int Slot,
    string Name,
    FieldKind Kind,
    Unit? Unit,
    ImmutableArray<string> Choices,
    long? Default,
    bool Required
)
{
    /// <summary>Stands between the name of an object and that of its member. No catalogue has it in a name.</summary>
    public const char MemberMark = '.';

    /// <summary>Whether it is a member of an object.</summary>
    public bool IsMember => Name.Contains(MemberMark);
}

/// <summary>A kind of event: what happens, and with which fields.</summary>
/// <param name="Index">Its place in the catalogue, from 0; dense, so that rules can be looked up by it.</param>
/// <param name="Name">Its CloudEvents type.</param>
/// <param name="Fields">Its fields by slot; at most <see cref="MaxFields"/>.</param>
/// <param name="Counts">The slot of its natural quantity; -1 when one event is one act.</param>
public sealed record EventType(int Index, string Name, ImmutableArray<Field> Fields, int Counts)
{
    /// <summary>Presence and faults of fields are kept as bits of one word.</summary>
    public const int MaxFields = 32;

    /// <summary>Whether every account has it, whatever its vendor.</summary>
    public bool IsBuiltIn => Index <= (int)BuiltIns.Kind.Asked;

    /// <summary>Whether such an act takes nothing from anybody, so that no suspension denies it.</summary>
    public bool TakesNothing
    {
        get => takesNothing || IsBuiltIn;
        init => takesNothing = value;
    }

    private readonly bool takesNothing;

    internal Field[] FieldArray { get; } = [.. Fields];

    /// <summary>By slot: the name on the wire; of a member none, for it stands in the object that it is a member of.</summary>
    internal byte[][] FieldNames { get; } =
    [
        .. Fields.Select(field =>
            field.IsMember ? NoName : System.Text.Encoding.UTF8.GetBytes(field.Name)
        ),
    ];

    /// <summary>By slot: the members of the object that may stand there, by their names in it; null where none may.</summary>
    internal (byte[] Name, int Slot)[]?[] FieldMembers { get; } =
    [.. Fields.Select(field => MembersOf(field, Fields))];

    /// <summary>By slot: the choices of the field, in order.</summary>
    internal byte[][][] FieldChoices { get; } =
    [.. Fields.Select(field => field.Choices.Select(System.Text.Encoding.UTF8.GetBytes).ToArray())];

    /// <summary>The members of the object that may stand in a field's place.</summary>
    public IEnumerable<Field> MembersOf(Field whole) =>
        FieldMembers[whole.Slot]?.Select(member => Fields[member.Slot]) ?? [];

    /// <summary>
    /// The first field that must be there and is not; null where all are. A member must be there where its object is, and an
    /// object stands for what may be a text instead.
    /// </summary>
    /// <param name="present">A bit per slot of a field that is there.</param>
    public Field? Missing(uint present)
    {
        foreach (var field in FieldArray)
            if (field.Required && (present >> field.Slot & 1) == 0 && IsNeeded(field, present))
                return field;
        return null;
    }

    private bool IsNeeded(Field field, uint present)
    {
        if (!field.IsMember)
            return FieldMembers[field.Slot] is not { } members || !HasAny(members, present);
        var whole = Slot(field.Name[..field.Name.IndexOf(Field.MemberMark)]);
        return FieldArray[whole].Kind == FieldKind.Members
            ? (present >> whole & 1) != 0
            : HasAny(FieldMembers[whole]!, present);
    }

    private static bool HasAny((byte[] Name, int Slot)[] members, uint present)
    {
        foreach (var (_, slot) in members)
            if ((present >> slot & 1) != 0)
                return true;
        return false;
    }

    /// <summary>No text of the wire is these bytes.</summary>
    private static readonly byte[] NoName = [0xFF];

    private static (byte[] Name, int Slot)[]? MembersOf(Field whole, ImmutableArray<Field> fields)
    {
        var prefix = whole.Name + Field.MemberMark;
        (byte[] Name, int Slot)[] members =
        [
            .. fields
                .Where(field => field.Name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(field =>
                    (System.Text.Encoding.UTF8.GetBytes(field.Name[prefix.Length..]), field.Slot)
                ),
        ];
        return members.Length == 0 ? null : members;
    }

    /// <summary>A type is itself: there is one object for each in a catalogue.</summary>
    public bool Equals(EventType? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Index;

    /// <summary>The slot of a field, or -1 when the type has none of that name.</summary>
    public int Slot(string field)
    {
        foreach (var candidate in Fields)
            if (candidate.Name == field)
                return candidate.Slot;
        return -1;
    }
}

/// <summary>
/// Something that acts refer to by name and that exists for a while: a stored object, an active number.
/// </summary>
/// <param name="Index">Its place in the catalogue, from 0.</param>
/// <param name="Name">Its name, which is also the field that names one.</param>
/// <param name="Opens">The event type that brings one into being.</param>
/// <param name="Changes">The event types that change what is kept of it.</param>
/// <param name="Closes">The event type that ends it.</param>
/// <param name="Uses">The event types that refer to an existing one.</param>
/// <param name="Keeps">The fields of <paramref name="Opens"/> that are remembered while it exists.</param>
/// <param name="EndsWithContract">Whether the end of the account's contract closes it (else the purge does).</param>
public sealed record Thing(
    int Index,
    string Name,
    EventType Opens,
    ImmutableArray<EventType> Changes,
    EventType Closes,
    ImmutableArray<EventType> Uses,
    ImmutableArray<Field> Keeps,
    bool EndsWithContract
)
{
    /// <summary>How it is stored, where it is; null for what only exists.</summary>
    public StoredAs? Stored { get; init; }

    /// <summary>A kind of thing is itself: there is one object for each in a catalogue.</summary>
    public bool Equals(Thing? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Index;
}

/// <summary>Which of a thing's kept fields say how it is stored, as places among them.</summary>
/// <param name="Class">What kind of content it is: the customer's rules go by it.</param>
/// <param name="Size">How large it is.</param>
/// <param name="Tier">Where it lies.</param>
/// <param name="Cold">The place of the tier that is cold among the choices of that field.</param>
public sealed record StoredAs(int Class, int Size, int Tier, long Cold);

/// <summary>An add-on that an account can hold, for one user or for all.</summary>
/// <param name="Index">Its place in the catalogue, from 0.</param>
/// <param name="Name">Its name on the wire.</param>
public sealed record AddOn(int Index, string Name);
