using System.Diagnostics.CodeAnalysis;
using Evenhand.Core.Keeping;

namespace Evenhand.Core.Standing;

/// <summary>What has an id.</summary>
internal interface INamed
{
    /// <summary>The id, of which there is one in an account.</summary>
    string Id { get; }
}
