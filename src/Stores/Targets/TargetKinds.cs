using System.Collections.Immutable;
using Evenhand.Stores.Azure;
using Evenhand.Stores.Google;
using Evenhand.Stores.S3;
using Evenhand.Stores.ShareFile;
using Evenhand.Stores.SharePoint;

namespace Evenhand.Stores.Targets;

/// <summary>The kinds of targets that can be written to.</summary>
public static class TargetKinds
{
    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<TargetKind> All =
    [
        S3Target.Kind,
        AzureTarget.Kind,
        GoogleTarget.Kind,
        SharePointTarget.Kind,
        SftpTarget.Kind,
        ShareFileTarget.Kind,
    ];
}
