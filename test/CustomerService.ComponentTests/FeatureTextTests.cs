using System.Reflection;
using CustomerService.Framework.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CustomerService.ComponentTests;

/// <summary>The words of features are put together from their names.</summary>
public sealed class FeatureTextTests : Screen
{
    [Fact]
    public void Should_Have_Every_Word_Of_Every_Feature()
    {
        var texts = Services.GetRequiredService<IStringLocalizer>();
        var features = AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(a => a.GetName().Name is { } name && name.StartsWith("CustomerService.", StringComparison.Ordinal))
            .Where(a => a.GetName().Name!.EndsWith(".Contracts", StringComparison.Ordinal))
            .SelectMany(a => a.GetExportedTypes())
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(f => f.FieldType == typeof(FeatureDefinition))
            .Select(f => (FeatureDefinition)f.GetValue(null)!)
            .ToList();
        features.Count.ShouldBeGreaterThan(8);
        features
            .SelectMany(f => KeysOf(f).Select(k => $"Feature.{f.Name}{k}"))
            .Where(key => texts[key].ResourceNotFound || texts[key].Value == key)
            .ShouldBeEmpty();
    }

    private static string[] KeysOf(FeatureDefinition feature) =>
        feature.Kind == FeatureKind.Switch
            ? ["", ".Off"]
            : ["", ".Plan", ".Unlimited", ".Mail.80.Subject", ".Mail.80.Body", ".Mail.100.Subject", ".Mail.100.Body"];
}
