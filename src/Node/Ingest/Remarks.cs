using System.IO.Hashing;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Node.Bodies;
using Evenhand.Notation;

namespace Evenhand.Node.Ingest;

/// <summary>
/// What is odd about the events of one body, told as they are read: names that nobody knows, values outside their lists. Of
/// a built-in event that is a reason to refuse it. Not to be shared between threads.
/// </summary>
/// <param name="catalogue">The types that there are.</param>
internal sealed class Remarks(Catalogue catalogue) : IOddNames
{
    /// <summary>So many odd names are remembered with the sentence that tells of them; a sender has a few.</summary>
    private const int MostKnown = 1_000;

    /// <summary>So many names of one body are looked for among those that there are, which takes its time.</summary>
    private const int MostSought = 50;

    private readonly Dictionary<ulong, Fault> known = [];
    private readonly List<Warning> warnings = [];
    private int sought;
    private int index;
    private int mark;

    /// <summary>Why the event at hand is refused; null where it is not.</summary>
    public Fault? Refusal { get; private set; }

    /// <summary>Begins a body.</summary>
    public void BeginBody()
    {
        warnings.Clear();
        sought = 0;
    }

    /// <summary>Begins an element.</summary>
    public void Begin(int element) => (index, mark, Refusal) = (element, warnings.Count, null);

    /// <summary>The element is none that counts: nothing is told of it.</summary>
    public void TakeBack() => warnings.RemoveRange(mark, warnings.Count - mark);

    /// <summary>All that was told of the body.</summary>
    public List<Warning> Take() => warnings.Count == 0 ? [] : [.. warnings];

    /// <summary>All that is odd about the element at hand, whether it is a reason to refuse it or not.</summary>
    public IReadOnlyList<Fault> All()
    {
        if (warnings.Count == 0 && Refusal is null)
            return [];
        var all = warnings.Select(warning => warning.Fault);
        return [.. Refusal is { } refusal ? all.Prepend(refusal) : all];
    }

    /// <summary>Tells of the element at hand.</summary>
    public void Note(Fault fault) => warnings.Add(new Warning(index, fault));

    /// <inheritdoc/>
    public void Type(ReadOnlySpan<char> name)
    {
        var key = XxHash3.HashToUInt64(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(name),
            -1
        );
        if (!known.TryGetValue(key, out var fault))
            fault = Remember(
                key,
                Fault.Told(
                    Code.UnknownType,
                    $"the catalogue knows no type {Shown(name)}: no rule looks at it"
                ) with
                {
                    DidYouMean = NearestOf(
                        name.ToString(),
                        catalogue.Types.Select(type => type.Name)
                    ),
                }
            );
        Note(fault);
    }

    /// <inheritdoc/>
    public void Field(EventType type, ReadOnlySpan<byte> name)
    {
        var key = XxHash3.HashToUInt64(name, type.Index * 4L);
        if (!known.TryGetValue(key, out var fault))
            fault = Remember(key, UnknownField(type, Encoding.UTF8.GetString(name)));
        if (type.IsBuiltIn)
            Refusal ??= fault;
        else
            Note(fault);
    }

    /// <inheritdoc/>
    public void Value(EventType type, Field field, ReadOnlySpan<byte> value)
    {
        var key = XxHash3.HashToUInt64(value, (type.Index * 32L + field.Slot) * 4 + 1);
        if (!known.TryGetValue(key, out var fault))
            fault = Remember(key, WrongValue(type, field, Encoding.UTF8.GetString(value)));
        if (type.IsBuiltIn)
            Refusal ??= fault;
        else
            Note(fault);
    }

    /// <inheritdoc/>
    public void Attribute(EventType type, ReadOnlySpan<byte> name)
    {
        var key = XxHash3.HashToUInt64(name, type.Index * 4L + 2);
        if (!known.TryGetValue(key, out var fault))
            fault = Remember(
                key,
                Fault.Told(
                    Code.MisplacedData,
                    $"{Shown(Encoding.UTF8.GetString(name))} stands beside `data`, where no rule looks; the fields of {type.Name} belong into it"
                ) with
                {
                    DidYouMean = "data",
                }
            );
        Note(fault);
    }

    private Fault UnknownField(EventType type, string name)
    {
        var near = NearestOf(
            name,
            type.Index == (int)BuiltIns.Kind.Rates
                ? BuiltIns.RatesFields
                : type.Fields.Select(field => field.Name)
        );
        var other = near is null && type.IsBuiltIn ? OwnerOf(name) : null;
        return Fault.Told(
            Code.UnknownField,
            $"{type.Name} has no field {Shown(name)}"
                + (other is null ? "" : $"; {other} has")
                + (type.IsBuiltIn ? "" : ": no rule looks at it")
        ) with
        {
            DidYouMean = near,
        };
    }

    /// <summary>The built-in type that has a field which was written into another.</summary>
    private string? OwnerOf(string field) =>
        catalogue.Types.FirstOrDefault(type => type.IsBuiltIn && type.Slot(field) >= 0)?.Name;

    private Fault WrongValue(EventType type, Field field, string value)
    {
        var wrong = Core.Replaying.Admission.WrongField(type, field);
        return field.Kind != FieldKind.Choice
            ? wrong
            : wrong with
            {
                Code = type.IsBuiltIn ? wrong.Code : Code.UnknownValue,
                DidYouMean = NearestOf(value, field.Choices),
            };
    }

    private string? NearestOf(string name, IEnumerable<string> names) =>
        ++sought > MostSought ? null : Nearest.To(name, names);

    private Fault Remember(ulong key, Fault fault)
    {
        if (known.Count >= MostKnown)
            known.Clear();
        if (sought <= MostSought)
            known[key] = fault;
        return fault;
    }

    private static string Shown(ReadOnlySpan<char> name) =>
        name.Length <= 64 ? name.ToString() : name[..64].ToString() + "…";
}
