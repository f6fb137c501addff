using Evenhand.Notation;
using Evenhand.Sampling.Fields;

namespace Evenhand.Sampling.Profiles;

/// <summary>Reads activities with what follows them.</summary>
internal sealed class ActivityReader(Vocabulary words, ErrorList errors)
{
    private static readonly Dictionary<string, RateKind> RateKinds = new()
    {
        ["seat-day"] = RateKind.SeatDay,
        ["seat-month"] = RateKind.SeatMonth,
        ["account-day"] = RateKind.AccountDay,
        ["account-month"] = RateKind.AccountMonth,
        ["opening"] = RateKind.Opening,
        ["once"] = RateKind.Once,
        ["daily"] = RateKind.Daily,
    };

    /// <summary>The activities of a mapping by name.</summary>
    public Activity[] ReadAll(Section? section) =>
        section is null
            ? []
            :
            [
                .. section
                    .Entries()
                    .Select(entry => Read(entry.Name, new Section(entry.Value, errors))),
            ];

    private Activity Read(string name, Section section)
    {
        var rate = section.Map("rate") is { } rates ? Rate(rates) : Sampling.Rate.None;
        if (rate.Kind == RateKind.None)
            _ = section.Required("rate");
        var shape = section.Optional("shape") is { } shapeNode
            ? words.Shape(shapeNode, errors)
            : Shape.Even;
        var needs = section.Optional("needs") is { } needed ? Scalars.Text(needed, errors) : null;
        var activity = Event(name, section, parent: null, out _);
        section.Close();
        return activity with
        {
            Rate = rate,
            Shape = shape,
            Needs = needs,
            IsLeaf = rate.Scales && !activity.HasDependents,
        };
    }

    private Activity Event(string name, Section section, Field[]? parent, out int[] carried)
    {
        (var fields, var valueCount, carried) = FieldReader.Read(
            section.Optional("fields"),
            words,
            parent,
            errors
        );
        var then = section.Optional("then") is { } following
            ? FollowUps(name, following, fields)
            : [];
        var ends = section.Optional("ends") is { } end && Ends(end);
        return new Activity(name, section.Text("type"), words.Source)
        {
            Fields = fields,
            ValueCount = valueCount,
            Then = then,
            Consequence = ends ? Consequence.AccountEnds : Consequence.Nothing,
        };
    }

    private bool Ends(Node node)
    {
        var isAccount = Scalars.Text(node, errors) == "account";
        if (!isAccount)
            errors.Add(node, "only 'ends: account' is known");
        return isAccount;
    }

    private FollowUp[] FollowUps(string name, Node node, Field[] parent)
    {
        if (node is ListNode sequence)
            return
            [
                .. sequence.Items.Select(child =>
                    FollowUp(name, new Section(child, errors), parent)
                ),
            ];
        errors.Add(node, "a list of the events that follow should stand here");
        return [];
    }

    private FollowUp FollowUp(string name, Section section, Field[] parent)
    {
        var (least, most) = section.Required("after") is { } after
            ? Scalars.Range(after, one => Scalars.Delay(one, errors), errors)
            : (0, 0);
        var share = section.Number("share", 0, 1, otherwise: 1);
        var activity = Event(name, section, parent, out var carried);
        section.Close();
        return new FollowUp(activity, share, (long)least, (long)most, carried);
    }

    private Rate Rate(Section section)
    {
        var known = RateKinds.Keys.Where(section.Has).ToArray();
        section.Close();
        if (known.Length != 1)
        {
            errors.Add(section.Node, $"a rate has one of {string.Join(", ", RateKinds.Keys)}");
            return new Rate(RateKind.Once, 0, 0, 0);
        }
        var kind = RateKinds[known[0]];
        if (kind == RateKind.Daily)
            return new Rate(kind, 1, 1, Scalars.TimeOfDay(section.Required(known[0])!, errors));
        var (least, most) =
            kind == RateKind.Opening
                ? section.Range(known[0], 0, 10_000)
                : Twice(section.Number(known[0], 0, kind == RateKind.Once ? 1 : 1e6));
        return new Rate(kind, least, most, 0);
    }

    private static (double, double) Twice(double number) => (number, number);
}
