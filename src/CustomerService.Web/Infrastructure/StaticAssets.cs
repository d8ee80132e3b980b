namespace CustomerService.Web.Infrastructure;

/// <summary>Files of wwwroot and of packages; browsers keep them for a day and ask again when the version in the address changes.</summary>
internal static class StaticAssets
{
    /// <summary>Changes with every build; part of the addresses of style sheets and scripts.</summary>
    public static string Version { get; } = typeof(StaticAssets).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    public static StaticFileOptions Options(IWebHostEnvironment environment) =>
        new()
        {
            OnPrepareResponse = context =>
                context.Context.Response.Headers.CacheControl = environment.IsDevelopment() ? "no-cache" : "public, max-age=86400",
        };
}
