namespace CustomerService.Framework.Features;

public interface IFeatureDefinitionContext
{
    void Add(params IEnumerable<FeatureDefinition> definitions);
}
