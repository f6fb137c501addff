using Evenhand.Sampling.Fields;

namespace Evenhand.Sampling;

/// <summary>The events that every account has whatever its policy: its opening, its licences and its add-ons.</summary>
internal static class Opening
{
    private static readonly string[] OpenedFields =
    [
        "policy",
        "currency",
        "time_zone",
        "cycle_day",
        "plan",
        "government",
    ];

    /// <summary>The first events of an account that holds the add-ons given.</summary>
    public static Activity[] Events(string source, IEnumerable<string> addons) =>
        [
            OfAccount("opening", "account.opened", source, OpenedFields),
            Seats(source, Consequence.Nothing),
            .. addons.Select(addon => Addon(source, addon)),
        ];

    /// <summary>The licences as they stand, after they have changed if that is the consequence.</summary>
    public static Activity Seats(string source, Consequence consequence) =>
        OfAccount("seats", "seats.set", source, "licensed", "restricted") with
        {
            Consequence = consequence,
        };

    private static Activity Addon(string source, string addon) =>
        new("addon", "addon.added", source)
        {
            Fields = [new ConstantField("addon", Utf8Lines.Quote(addon))],
            ValueCount = 1,
        };

    private static Activity OfAccount(
        string name,
        string type,
        string source,
        params string[] properties
    ) =>
        new(name, type, source)
        {
            Fields =
            [
                .. properties.Select(property => new AccountField(
                    property,
                    AccountField.Known[property]
                )),
            ],
            ValueCount = properties.Length,
        };
}
