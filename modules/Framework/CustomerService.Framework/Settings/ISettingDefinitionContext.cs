namespace CustomerService.Framework.Settings;

public interface ISettingDefinitionContext
{
    void Add(params IEnumerable<SettingDefinition> definitions);
}
