using Evenhand.Core.Effects;

namespace Evenhand.Core.Folding;

/// <summary>
/// What is kept, by the symbols of names, and by what: holds, quarantines, exports. A hold may name what is stored only later. It
/// derives from the book of the vault and is not kept itself.
/// </summary>
internal sealed class KeptThings
{
    private readonly Dictionary<long, int> customersHolds = [];
    private readonly Dictionary<long, int> vendorsHolds = [];
    private readonly Dictionary<long, int> exports = [];
    private readonly Dictionary<long, Citation> quarantined = [];
    private int customersOfAll;
    private int vendorsOfAll;

    /// <summary>Whether only the vendor's holds and quarantines keep any more: a while after the purge.</summary>
    public bool OnlyVendorKeeps
    {
        get;
        set
        {
            field = value;
            Freed = new();
        }
    }

    /// <summary>Another object whenever something may be kept no more, and after every fold anew: whoever remembers the last looks again.</summary>
    public object Freed { get; private set; } = new();

    /// <summary>The clause under which a thing is in quarantine; null where it is not.</summary>
    public Citation? Quarantine(long name) => quarantined.GetValueOrDefault(name);

    /// <summary>Whether a thing is in quarantine.</summary>
    public bool IsQuarantined(long name) => quarantined.ContainsKey(name);

    /// <summary>Whether neither a thing nor a share of it counts: the vendor has it kept, for its own sake.</summary>
    public bool IsSetAside(long name) =>
        vendorsOfAll > 0 || vendorsHolds.ContainsKey(name) || IsQuarantined(name);

    /// <summary>Whether anything keeps a thing.</summary>
    public bool IsKept(long name) =>
        IsSetAside(name)
        || !OnlyVendorKeeps
            && (
                customersOfAll > 0 || customersHolds.ContainsKey(name) || exports.ContainsKey(name)
            );

    /// <summary>A hold is placed, or released.</summary>
    /// <param name="isVendors">Whose it is.</param>
    /// <param name="names">Of which things; null for all.</param>
    /// <param name="by">1, or -1 where it is released.</param>
    public void Hold(bool isVendors, IEnumerable<long>? names, int by)
    {
        Freed = new();
        if (names is not null)
            foreach (var name in names)
                Add(isVendors ? vendorsHolds : customersHolds, name, by);
        else if (isVendors)
            vendorsOfAll += by;
        else
            customersOfAll += by;
    }

    /// <summary>A thing stands in the list of an export, or that is over.</summary>
    public void Export(long name, int by)
    {
        Freed = new();
        Add(exports, name, by);
    }

    /// <summary>A thing goes into quarantine under a clause.</summary>
    public void SetAside(long name, Citation cited) => quarantined[name] = cited;

    /// <summary>A thing comes out of quarantine.</summary>
    public void Lift(long name)
    {
        Freed = new();
        quarantined.Remove(name);
    }

    private static void Add(Dictionary<long, int> counts, long name, int by)
    {
        var count = counts.GetValueOrDefault(name) + by;
        if (count == 0)
            counts.Remove(name);
        else
            counts[name] = count;
    }
}
