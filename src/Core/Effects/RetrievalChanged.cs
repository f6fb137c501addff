using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>Something fetched from cold storage was promised, is there, or is late.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Thing">The name of the thing.</param>
/// <param name="Retrieval">The id of the retrieval.</param>
/// <param name="State">What became of the promise.</param>
/// <param name="PromisedBy">By when it was promised.</param>
public sealed record RetrievalChanged(
    Moment Time,
    AccountId Account,
    string Thing,
    string Retrieval,
    PromiseState State,
    Moment PromisedBy
) : Effect(Time, Account);
