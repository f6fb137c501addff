using Evenhand.Notation;
using Evenhand.Sampling.Fields;

namespace Evenhand.Sampling.Profiles;

/// <summary>Reads the fields of one event. Each kind of field is named by the key that says where its value comes from.</summary>
internal sealed class FieldReader
{
    private static readonly string[] Kinds =
    [
        "choose",
        "log_normal",
        "uniform",
        "pick",
        "new",
        "take",
        "same",
        "times",
        "text",
        "digits",
        "account",
        "moment",
        "date",
        "parent",
        "nested",
    ];

    private readonly Vocabulary words;
    private readonly ErrorList errors;
    private readonly ParentFields parent;
    private readonly List<Field> fields = [];
    private int valueCount;

    private FieldReader(Vocabulary words, ParentFields parent, ErrorList errors)
    {
        this.words = words;
        this.parent = parent;
        this.errors = errors;
    }

    /// <summary>The fields, the number of their values, and the fields of the parent whose values they need.</summary>
    public static (Field[] Fields, int ValueCount, int[] Carried) Read(
        Node? node,
        Vocabulary words,
        Field[]? parent,
        ErrorList errors
    )
    {
        var reader = new FieldReader(words, new ParentFields(parent, errors), errors);
        if (node is not null)
            reader.ReadAll(node);
        return ([.. reader.fields], reader.valueCount, reader.parent.Carried);
    }

    private void ReadAll(Node node)
    {
        var section = new Section(node, errors);
        // Nested values stand behind the event's own, so those have to be counted first.
        valueCount = section.Keys.Count();
        foreach (var (name, _, value) in section.Entries())
            fields.Add(ReadOne(name, value));
        parent.Close(node);
    }

    private Field ReadOne(string name, Node node)
    {
        if (node is ScalarNode)
            return new ConstantField(name, Scalars.Json(node, errors));
        var section = new Section(node, errors);
        var kinds = Kinds.Where(section.Has).ToArray();
        if (kinds.Length != 1)
        {
            var found =
                kinds.Length == 0
                    ? string.Concat(
                        section.Keys.Select(key => $" ('{key}'{Nearest.Hint(key, Kinds)})")
                    )
                    : $", not {string.Join(" and ", kinds)}";
            errors.Add(node, $"a field says in one way where its value comes from{found}");
            return new ConstantField(name, "null"u8.ToArray());
        }
        var field = OfKind(kinds[0], name, section);
        var share = section.Number("share", 0, 1, otherwise: 1);
        section.Close();
        return share < 1 ? new OptionalField(field, share) : field;
    }

    private Field OfKind(string kind, string name, Section section) =>
        kind switch
        {
            "choose" => new ChoiceField(
                name,
                section.Choice(kind, node => Scalars.Json(node, errors))
                    ?? new Weighted<byte[]>([([], 1)])
            ),
            "log_normal" or "uniform" => new NumberField(
                name,
                AmountReader.Read(section, errors),
                Quoted(section)
            ),
            "pick" or "new" or "take" => PoolField(kind, name, section),
            "same" => Same(name, section),
            "times" => Multiple(name, section),
            "text" => Text(name, section),
            "digits" => Digits(name, section),
            "account" => AccountField(name, section),
            "moment" or "date" => new MomentField(
                name,
                (long)Scalars.Delay(section.Required(kind)!, errors),
                kind == "date"
            ),
            "parent" => Parent(name, section),
            _ => Nested(name, section),
        };

    private Field PoolField(string kind, string name, Section section)
    {
        var skew = kind == "pick" ? section.Whole("skew", 0, 4, otherwise: 0) : 0;
        if (kind == "pick" && section.Text(kind) == Vocabulary.Users)
            return new UserField(name, skew);
        var use = kind switch
        {
            "new" => PoolUse.New,
            "take" => PoolUse.Take,
            _ => PoolUse.Pick,
        };
        return new PoolField(name, words.Pool(section.Required(kind)!, errors), use, skew);
    }

    private SameField Same(string name, Section section)
    {
        var leaves = section.Optional("leaves") is { } pool ? words.Pool(pool, errors) : null;
        var (slot, source) = parent.Find(section.Required("same")!);
        return new SameField(name, slot, source, leaves);
    }

    private MultipleField Multiple(string name, Section section)
    {
        var node = section.Required("of");
        var times = section.Number("times", 0, 1e12);
        if (node is null)
            return new MultipleField(name, false, 0, 0);
        var own = fields.FindIndex(field => field.Name == Scalars.Text(node, errors));
        var (slot, source) = own >= 0 ? (own, fields[own]) : parent.Find(node);
        for (var decimals = source.Decimals; decimals > 0; decimals--)
            times /= 10;
        return new MultipleField(name, own < 0, slot, times);
    }

    private Field Text(string name, Section section)
    {
        var sample = words.Text(section.Required("text")!, errors);
        var length = section.Map("length");
        if (length is null)
        {
            _ = section.Required("length");
            return new ConstantField(name, "null"u8.ToArray());
        }
        var amount = AmountReader.ReadWhole(length, 1, TextField.Longest, errors);
        length.Close();
        return new TextField(name, sample, amount);
    }

    private bool Quoted(Section section) =>
        section.Optional("quoted") is { } quoted && Scalars.Flag(quoted, errors);

    private DigitsField Digits(string name, Section section)
    {
        var pattern = section.Text("digits");
        if (pattern.Count(character => character == '#') > DigitsField.MostDigits)
            errors.Add(
                section.Required("digits")!,
                $"a pattern can leave at most {DigitsField.MostDigits} digits open"
            );
        return new DigitsField(name, pattern);
    }

    private Field AccountField(string name, Section section)
    {
        var property = section.Text("account");
        if (Fields.AccountField.Known.TryGetValue(property, out var known))
            return new AccountField(name, known);
        errors.Add(
            section.Required("account")!,
            $"an account has no '{property}'{Nearest.Hint(property, Fields.AccountField.Known.Keys)}"
        );
        return new ConstantField(name, []);
    }

    private ParentField Parent(string name, Section section)
    {
        if (section.Text("parent") != "id" || !parent.Exists)
            errors.Add(
                section.Node,
                "'parent: id' names the event before; it can stand in one that follows another"
            );
        return new ParentField(name);
    }

    private NestedField Nested(string name, Section section)
    {
        var first = valueCount;
        var inner = new Section(section.Required("nested")!, errors);
        var entries = inner.Entries().ToArray();
        valueCount += entries.Length;
        return new NestedField(
            name,
            [.. entries.Select(entry => ReadOne(entry.Name, entry.Value))],
            first
        );
    }
}
